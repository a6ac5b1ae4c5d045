namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>
/// The words of CloudWatch. A meter's name is a namespace, an instrument's name and unit are those of the metric, and a measurement's tags
/// are its dimensions, beside the two of <see cref="Place"/>.
/// </summary>
/// <remarks>Step Functions developer guide, "Monitoring Step Functions metrics using Amazon CloudWatch".</remarks>
public static class MetricNames
{
    /// <summary>Namespace of what executions, tasks and buckets tell.</summary>
    public const string States = "AWS/States";

    /// <summary>Namespace of how much of a quota is in use.</summary>
    public const string Usage = "AWS/Usage";

    public const string StateMachineArn = "StateMachineArn";
    public const string Version = "Version";
    public const string Alias = "Alias";
    public const string ActivityArn = "ActivityArn";
    public const string LambdaFunctionArn = "LambdaFunctionArn";
    public const string ServiceIntegrationResourceArn = "ServiceIntegrationResourceArn";
    public const string ResourceArn = "ResourceArn";
    public const string ApiName = "APIName";
    public const string ServiceMetric = "ServiceMetric";

    /// <summary>The one value of <see cref="ServiceMetric"/>.</summary>
    public const string StateTransition = "StateTransition";

    internal const string Count = "Count";
    internal const string Milliseconds = "Milliseconds";
    internal const string Bytes = "Bytes";
}
