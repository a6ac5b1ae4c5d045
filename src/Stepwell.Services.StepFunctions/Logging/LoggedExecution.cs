using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>The execution that log entries are about.</summary>
/// <param name="VersionArn">The version that it runs; null when neither version nor alias was named.</param>
/// <param name="AliasArn">The alias that it was started by; null without one.</param>
internal sealed record LoggedExecution(ExecutionIdentity Identity, string? VersionArn, string? AliasArn, int RedriveCount)
{
    public static LoggedExecution Of(ExecutionRow row, Execution execution)
    {
        var identity = execution.Identity!;
        return new LoggedExecution(
            identity,
            row.Version is { } version ? MachineReference.VersionArn(identity.StateMachineArn, version) : null,
            row.Alias is { } alias ? MachineReference.AliasArn(identity.StateMachineArn, alias) : null,
            execution.RedriveCount);
    }
}
