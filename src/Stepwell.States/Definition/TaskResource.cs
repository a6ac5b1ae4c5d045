namespace Stepwell.States.Definition;

/// <summary>What a Task's Resource names. <c>Arn</c> is the text as written.</summary>
public abstract record TaskResource(string Arn)
{
    /// <summary><c>arn:aws:states:region:account:activity:name</c></summary>
    public sealed record Activity(string Arn) : TaskResource(Arn);

    /// <summary><c>arn:aws:lambda:region:account:function:name[:qualifier]</c></summary>
    public sealed record Function(string Arn) : TaskResource(Arn);

    /// <summary>
    /// <c>arn:aws:states:::service:action[.sync|.sync:2|.waitForTaskToken]</c>, or <c>arn:aws:states:::aws-sdk:service:action…</c>.
    /// </summary>
    /// <param name="ResourceType">As history shows it: <c>states</c>, <c>http</c>, <c>lambda</c>, <c>aws-sdk:sqs</c>, …</param>
    /// <param name="Action">As history shows it, suffix included: <c>startExecution.sync:2</c>.</param>
    /// <param name="ActionName">Without suffix: <c>startExecution</c>.</param>
    public sealed record Integration(string Arn, string ResourceType, string Action, string ActionName, IntegrationPattern Pattern) : TaskResource(Arn);

    /// <summary>Any other ARN that AWS accepts when the machine is created.</summary>
    public sealed record Other(string Arn) : TaskResource(Arn);
}

public enum IntegrationPattern
{
    RequestResponse,
    Sync,
    Sync2,
    WaitForTaskToken,
}
