using System.Collections.Immutable;

namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>The quotas that AWS gives an account that has asked for nothing.</summary>
/// <remarks>Step Functions developer guide, "Service quotas".</remarks>
internal static class AwsQuotas
{
    public static ImmutableDictionary<string, RegionalBucket> Buckets { get; } = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        Bucket(QuotaNames.StateTransition, new(5_000, 5_000), new(800, 800)),
        Bucket(QuotaNames.StartExecution, new(1_300, 300), new(800, 150)),
        Bucket(QuotaNames.StartExpressExecution, new(6_000, 6_000)),
        Bucket(QuotaNames.HttpTask, new(300, 300)),
        Bucket("CreateActivity", new(100, 1)),
        Bucket("CreateStateMachine", new(100, 1)),
        Bucket("CreateStateMachineAlias", new(100, 1)),
        Bucket("DeleteActivity", new(100, 1)),
        Bucket("DeleteStateMachine", new(100, 1)),
        Bucket("DeleteStateMachineAlias", new(100, 1)),
        Bucket("DeleteStateMachineVersion", new(100, 1)),
        Bucket("DescribeActivity", new(200, 1)),
        Bucket("DescribeExecution", new(300, 15), new(250, 10)),
        Bucket("DescribeMapRun", new(200, 1)),
        Bucket("DescribeStateMachine", new(200, 20)),
        Bucket("DescribeStateMachineAlias", new(200, 1)),
        Bucket("DescribeStateMachineForExecution", new(200, 1)),
        Bucket("GetActivityTask", new(3_000, 500), new(1_500, 300)),
        Bucket("GetExecutionHistory", new(400, 20)),
        Bucket("ListActivities", new(100, 10), new(100, 5)),
        Bucket("ListExecutions", new(200, 5), new(100, 2)),
        Bucket("ListMapRuns", new(100, 1)),
        Bucket("ListStateMachineAliases", new(100, 1)),
        Bucket("ListStateMachines", new(100, 5)),
        Bucket("ListStateMachineVersions", new(100, 1)),
        Bucket("ListTagsForResource", new(100, 1)),
        Bucket("PublishStateMachineVersion", new(100, 1)),
        Bucket("RedriveExecution", new(1_300, 300), new(800, 150)),
        Bucket("SendTaskFailure", new(3_000, 500), new(1_500, 300)),
        Bucket("SendTaskHeartbeat", new(3_000, 500), new(1_500, 300)),
        Bucket("SendTaskSuccess", new(3_000, 500), new(1_500, 300)),
        Bucket("StopExecution", new(1_000, 200), new(500, 25)),
        Bucket("TagResource", new(200, 1)),
        Bucket("TestState", new(50, 10)),
        Bucket("UntagResource", new(200, 1)),
        Bucket("UpdateMapRun", new(100, 1)),
        Bucket("UpdateStateMachine", new(100, 1)),
        Bucket("UpdateStateMachineAlias", new(100, 1)),
        Bucket("ValidateStateMachineDefinition", new(100, 1)),
    ]);

    /// <remarks>"Quotas related to accounts"; the pollers from the same page of earlier years and the error of GetActivityTask.</remarks>
    public static ImmutableDictionary<string, long> Limits { get; } = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create(QuotaNames.OpenExecutions, 1_000_000L),
        KeyValuePair.Create(QuotaNames.OpenMapRuns, 1_000L),
        KeyValuePair.Create(QuotaNames.StateMachines, 100_000L),
        KeyValuePair.Create(QuotaNames.Activities, 100_000L),
        KeyValuePair.Create(QuotaNames.ActivityPollers, 1_000L),
        KeyValuePair.Create(QuotaNames.StateMachineVersions, 1_000L),
        KeyValuePair.Create(QuotaNames.StateMachineAliases, 100L),
    ]);

    private static KeyValuePair<string, RegionalBucket> Bucket(string name, BucketSize everywhere) => Bucket(name, everywhere, everywhere);

    private static KeyValuePair<string, RegionalBucket> Bucket(string name, BucketSize inLarge, BucketSize elsewhere) =>
        KeyValuePair.Create(name, new RegionalBucket(inLarge, elsewhere));
}
