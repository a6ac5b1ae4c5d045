using System.Collections.Frozen;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// Which optimised integrations there are, and which patterns each offers; and that AWS SDK integrations offer request-response and
/// callback for any action.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and the page of each service.
/// </summary>
internal static class Integrations
{
    private const string SdkPrefix = "aws-sdk:";

    [Flags]
    private enum Patterns
    {
        Request = 0,
        Sync = 1,
        Token = 2,
        Sync2 = 4,
    }

    private static readonly FrozenDictionary<string, Patterns> Optimised = new Dictionary<string, Patterns>
    {
        ["apigateway:invoke"] = Patterns.Token,
        ["athena:getQueryExecution"] = Patterns.Request,
        ["athena:getQueryResults"] = Patterns.Request,
        ["athena:startQueryExecution"] = Patterns.Sync,
        ["athena:stopQueryExecution"] = Patterns.Request,
        ["batch:submitJob"] = Patterns.Sync,
        ["bedrock:createModelCustomizationJob"] = Patterns.Sync,
        ["bedrock:invokeModel"] = Patterns.Token,
        ["codebuild:batchDeleteBuilds"] = Patterns.Request,
        ["codebuild:batchGetReports"] = Patterns.Request,
        ["codebuild:deleteBuildBatch"] = Patterns.Request,
        ["codebuild:retryBuildBatch"] = Patterns.Sync,
        ["codebuild:startBuild"] = Patterns.Sync,
        ["codebuild:startBuildBatch"] = Patterns.Sync,
        ["codebuild:stopBuild"] = Patterns.Request,
        ["codebuild:stopBuildBatch"] = Patterns.Request,
        ["databrew:startJobRun"] = Patterns.Sync,
        ["dynamodb:deleteItem"] = Patterns.Request,
        ["dynamodb:getItem"] = Patterns.Request,
        ["dynamodb:putItem"] = Patterns.Request,
        ["dynamodb:updateItem"] = Patterns.Request,
        ["ecs:runTask"] = Patterns.Sync | Patterns.Token,
        ["eks:call"] = Patterns.Token,
        ["eks:createCluster"] = Patterns.Sync,
        ["eks:createFargateProfile"] = Patterns.Sync,
        ["eks:createNodegroup"] = Patterns.Sync,
        ["eks:deleteCluster"] = Patterns.Sync,
        ["eks:deleteFargateProfile"] = Patterns.Sync,
        ["eks:deleteNodegroup"] = Patterns.Sync,
        ["eks:runJob"] = Patterns.Sync | Patterns.Token,
        ["elasticmapreduce:addStep"] = Patterns.Sync,
        ["elasticmapreduce:cancelStep"] = Patterns.Request,
        ["elasticmapreduce:createCluster"] = Patterns.Sync,
        ["elasticmapreduce:modifyInstanceFleetByName"] = Patterns.Request,
        ["elasticmapreduce:modifyInstanceGroupByName"] = Patterns.Request,
        ["elasticmapreduce:setClusterTerminationProtection"] = Patterns.Request,
        ["elasticmapreduce:terminateCluster"] = Patterns.Sync,
        ["emr-containers:createVirtualCluster"] = Patterns.Request,
        ["emr-containers:deleteVirtualCluster"] = Patterns.Sync,
        ["emr-containers:startJobRun"] = Patterns.Sync,
        ["emr-serverless:cancelJobRun"] = Patterns.Sync,
        ["emr-serverless:createApplication"] = Patterns.Sync,
        ["emr-serverless:deleteApplication"] = Patterns.Sync,
        ["emr-serverless:startApplication"] = Patterns.Sync,
        ["emr-serverless:startJobRun"] = Patterns.Sync,
        ["emr-serverless:stopApplication"] = Patterns.Sync,
        ["events:putEvents"] = Patterns.Token,
        ["glue:startJobRun"] = Patterns.Sync,
        ["http:invoke"] = Patterns.Request,
        ["lambda:invoke"] = Patterns.Token,
        ["mediaconvert:createJob"] = Patterns.Sync,
        ["sagemaker:createEndpoint"] = Patterns.Request,
        ["sagemaker:createEndpointConfig"] = Patterns.Request,
        ["sagemaker:createHyperParameterTuningJob"] = Patterns.Sync,
        ["sagemaker:createLabelingJob"] = Patterns.Sync,
        ["sagemaker:createModel"] = Patterns.Request,
        ["sagemaker:createProcessingJob"] = Patterns.Sync,
        ["sagemaker:createTrainingJob"] = Patterns.Sync,
        ["sagemaker:createTransformJob"] = Patterns.Sync,
        ["sagemaker:updateEndpoint"] = Patterns.Request,
        ["sns:publish"] = Patterns.Token,
        ["sqs:sendMessage"] = Patterns.Token,
        ["states:startExecution"] = Patterns.Sync | Patterns.Sync2 | Patterns.Token,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Those that the models of the services require, in their order: for getItem, putItem, runTask, putEvents, startJobRun, lambda, sns, sqs
    /// and states measured with ValidateStateMachineDefinition.
    /// </summary>
    private static readonly FrozenDictionary<string, string[]> RequiredParameters = new Dictionary<string, string[]>
    {
        ["apigateway:invoke"] = ["ApiEndpoint", "Method"],
        ["athena:getQueryExecution"] = ["QueryExecutionId"],
        ["athena:getQueryResults"] = ["QueryExecutionId"],
        ["athena:startQueryExecution"] = ["QueryString"],
        ["athena:stopQueryExecution"] = ["QueryExecutionId"],
        ["batch:submitJob"] = ["JobName", "JobQueue", "JobDefinition"],
        ["codebuild:startBuild"] = ["ProjectName"],
        ["codebuild:startBuildBatch"] = ["ProjectName"],
        ["databrew:startJobRun"] = ["Name"],
        ["dynamodb:deleteItem"] = ["TableName", "Key"],
        ["dynamodb:getItem"] = ["TableName", "Key"],
        ["dynamodb:putItem"] = ["TableName", "Item"],
        ["dynamodb:updateItem"] = ["TableName", "Key"],
        ["ecs:runTask"] = ["TaskDefinition"],
        ["events:putEvents"] = ["Entries"],
        ["glue:startJobRun"] = ["JobName"],
        ["http:invoke"] = ["ApiEndpoint", "Method"],
        ["lambda:invoke"] = ["FunctionName"],
        ["mediaconvert:createJob"] = ["Role", "Settings"],
        ["sns:publish"] = ["Message"],
        ["sqs:sendMessage"] = ["QueueUrl", "MessageBody"],
        ["states:startExecution"] = ["StateMachineArn"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null when there is no such integration, or not with that suffix.</summary>
    public static IntegrationPattern? PatternOf(string type, string action, string suffix)
    {
        if (!TryGetOffered(type, action, out var offered)) return null;
        return suffix switch
        {
            "" => IntegrationPattern.RequestResponse,
            ".sync" when offered.HasFlag(Patterns.Sync) => IntegrationPattern.Sync,
            ".sync:2" when offered.HasFlag(Patterns.Sync2) => IntegrationPattern.Sync2,
            ".waitForTaskToken" when offered.HasFlag(Patterns.Token) => IntegrationPattern.WaitForTaskToken,
            _ => null,
        };
    }

    public static string[] RequiredParametersOf(TaskResource.Integration integration) =>
        RequiredParameters.GetValueOrDefault($"{integration.ResourceType}:{integration.ActionName}", []);

    private static bool TryGetOffered(string type, string action, out Patterns offered)
    {
        offered = Patterns.Token;
        return type.StartsWith(SdkPrefix, StringComparison.Ordinal)
            ? AwsSdkServices.Offers(type[SdkPrefix.Length..], action)
            : Optimised.TryGetValue($"{type}:{action}", out offered);
    }
}
