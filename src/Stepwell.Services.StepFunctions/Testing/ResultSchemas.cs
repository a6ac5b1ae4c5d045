using System.Collections.Frozen;
using System.IO.Compression;
using Stepwell.States.Definition;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>What the result of a task must look like.</summary>
internal static class ResultSchemas
{
    private const string SdkPrefix = "aws-sdk:";

    /// <summary>Optimised integrations whose service goes by another name among those of the AWS SDK.</summary>
    private static readonly FrozenDictionary<string, string> SdkNames = new Dictionary<string, string>
    {
        ["elasticmapreduce"] = "emr",
        ["emr-containers"] = "emrcontainers",
        ["emr-serverless"] = "emrserverless",
        ["events"] = "eventbridge",
        ["states"] = "sfn",
    }.ToFrozenDictionary();

    /// <summary>Where the result of a <c>.sync</c> integration is the answer of the operation that tells how the job went.</summary>
    private static readonly FrozenDictionary<string, string> Describing = new Dictionary<string, string>
    {
        ["states:startExecution"] = "describeExecution",
        ["sagemaker:createHyperParameterTuningJob"] = "describeHyperParameterTuningJob",
        ["sagemaker:createLabelingJob"] = "describeLabelingJob",
        ["sagemaker:createProcessingJob"] = "describeProcessingJob",
        ["sagemaker:createTrainingJob"] = "describeTrainingJob",
        ["sagemaker:createTransformJob"] = "describeTransformJob",
        ["athena:startQueryExecution"] = "getQueryExecution",
        ["mediaconvert:createJob"] = "getJob",
    }.ToFrozenDictionary();

    /// <summary>
    /// Null where no operation of the AWS API says it: integrations that shape their results themselves, and results that a worker gives.
    /// </summary>
    public static ResultSchema? Of(TaskResource.Integration integration)
    {
        var type = integration.ResourceType;
        if (type.StartsWith(SdkPrefix, StringComparison.Ordinal))
            return integration.Pattern == IntegrationPattern.RequestResponse ? Read(type[SdkPrefix.Length..], integration.ActionName) : null;
        if (type is "apigateway" or "bedrock" or "http" || (type == "eks" && integration.ActionName is "call" or "runJob"))
            return null;
        var service = SdkNames.GetValueOrDefault(type, type);
        return integration.Pattern switch
        {
            IntegrationPattern.RequestResponse => Read(service, integration.ActionName),
            IntegrationPattern.Sync or IntegrationPattern.Sync2 when
                Describing.TryGetValue($"{type}:{integration.ActionName}", out var operation) => Read(service, operation),
            _ => null,
        };
    }

    /// <summary>Read anew for each test: the archive is in memory with the program, and a service's entry small.</summary>
    private static ResultSchema? Read(string service, string operation)
    {
        using var archive = new ZipArchive(typeof(ResultSchemas).Assembly.GetManifestResourceStream("results.zip")!);
        if (archive.GetEntry(service) is not { } entry)
            return null;
        using var lines = new StreamReader(entry.Open());
        return ResultSchema.Read(lines, operation);
    }
}
