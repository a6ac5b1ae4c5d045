namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>Quotas that are not simply named as an API action is.</summary>
public static class QuotaNames
{
    /// <summary>Bucket of state transitions of Standard executions.</summary>
    public const string StateTransition = "StateTransition";

    /// <summary>Bucket of StartExecution of Standard state machines.</summary>
    public const string StartExecution = "StartExecution";

    /// <summary>Bucket of StartExecution of Express state machines.</summary>
    public const string StartExpressExecution = "StartExecution.express";

    /// <summary>AWS publishes no bucket for it.</summary>
    public const string StartSyncExecution = "StartSyncExecution";

    /// <summary>Bucket of requests that HTTP tasks send.</summary>
    public const string HttpTask = "HttpTask";

    /// <summary>Map Runs that run at the same time, per account and region. Further ones wait.</summary>
    public const string OpenMapRuns = "OpenMapRuns";

    /// <summary>Standard executions that run at the same time, per account and region.</summary>
    public const string OpenExecutions = "OpenExecutions";

    /// <summary>State machines per account and region.</summary>
    public const string StateMachines = "StateMachines";

    /// <summary>Activities per account and region.</summary>
    public const string Activities = "Activities";

    /// <summary>Workers that poll one activity at the same time.</summary>
    public const string ActivityPollers = "ActivityPollers";

    /// <summary>Versions per state machine.</summary>
    public const string StateMachineVersions = "StateMachineVersions";

    /// <summary>Aliases per state machine.</summary>
    public const string StateMachineAliases = "StateMachineAliases";
}
