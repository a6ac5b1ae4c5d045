using System.Globalization;
using System.Text;
using System.Text.Json;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>What Lambda asks of configurations beyond the constraints of its model.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"/>
internal static class FunctionCheck
{
    /// <summary>Of a package, and of a package with its layers.</summary>
    public const long MaxUnzippedBytes = 262_144_000;

    private const int MaxTimeout = 900;
    private const int MaxMemory = 10_240;
    private const int MaxVariableBytes = 4_096;
    private const int MaxTags = 50;

    /// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"/>
    private static readonly HashSet<string> ReservedVariables =
    [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN", "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT",
    ];

    /// <summary>Runtimes that AWS creates no functions of any more.</summary>
    private static readonly HashSet<string> GoneRuntimes =
    [
        "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "python2.7", "python3.6",
        "python3.7", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet6", "ruby2.5", "go1.x", "java8", "provided",
    ];

    public static void Configuration(FunctionConfiguration configuration)
    {
        if (configuration.Timeout > MaxTimeout)
            throw Errors.Constraint("timeout", configuration.Timeout, $"Member must have value less than or equal to {MaxTimeout}");
        if (configuration.MemorySize > MaxMemory)
            throw Errors.Constraint("memorySize", configuration.MemorySize, $"Member must have value less than or equal to {MaxMemory}");
        if (configuration.PackageType == PackageType.Zip
            && (string.IsNullOrEmpty(configuration.Runtime) || string.IsNullOrEmpty(configuration.Handler)))
        {
            throw Errors.Invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
        Variables(configuration.Environment?.Variables);
        DeadLetters(configuration.DeadLetterConfig);
    }

    public static void Runtime(string runtime)
    {
        if (GoneRuntimes.Contains(runtime))
        {
            throw Errors.Invalid(
                $"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. "
                + "We recommend you use a supported runtime while creating or updating functions.");
        }
    }

    public static void CombinedSize(long packageBytes, long layerBytes)
    {
        var total = packageBytes + layerBytes;
        if (total > MaxUnzippedBytes)
        {
            throw Errors.Invalid(
                $"Function code combined with layers exceeds the maximum allowed size of {MaxUnzippedBytes} bytes. The actual size is {total} bytes.");
        }
    }

    public static void LayerSize(long layerBytes)
    {
        if (layerBytes > MaxUnzippedBytes)
            throw Errors.Invalid($"Layers consume more than the available size of {MaxUnzippedBytes} bytes");
    }

    public static void TagCount(int count)
    {
        if (count > MaxTags)
            throw Errors.Invalid("Number of tags exceeds resource tag limit.");
    }

    /// <summary>The model's bounds of a weight, which generated validation does not look for in maps.</summary>
    /// <remarks>As AWS was seen to say it: localstack/localstack, test_lambda_api.snapshot.json.</remarks>
    public static void Weights(AliasRoutingConfiguration? routing)
    {
        if (routing?.AdditionalVersionWeights is not { } weights || weights.Values.All(weight => weight is >= 0 and <= 1))
            return;
        var shown = weights.Select(weight => $"{weight.Key}={weight.Value.ToString("0.0###############", CultureInfo.InvariantCulture)}");
        throw Errors.Constraint(
            "routingConfig.additionalVersionWeights",
            $"{{{string.Join(", ", shown)}}}",
            "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, "
            + "Member must have value greater than or equal to 0.0, Member must not be null]");
    }

    private static void Variables(IReadOnlyDictionary<string, string>? variables)
    {
        if (variables is null)
            return;
        var reserved = variables.Keys.Where(ReservedVariables.Contains).ToList();
        if (reserved.Count > 0)
        {
            throw Errors.Invalid(
                "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys "
                + $"that are currently not supported for modification. Reserved keys used in this request: {string.Join(", ", reserved)}");
        }
        var measured = Measured(variables);
        if (measured.Length > MaxVariableBytes)
        {
            throw Errors.Invalid(
                "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. "
                + $"String measured: {Encoding.UTF8.GetString(measured)}");
        }
    }

    private static byte[] Measured(IReadOnlyDictionary<string, string> variables)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in variables)
                writer.WriteString(name, value);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void DeadLetters(DeadLetterConfig? config)
    {
        if (config?.TargetArn is not { Length: > 0 } arn)
            return;
        var service = arn.Split(':').ElementAtOrDefault(2);
        if (service is not ("sqs" or "sns"))
        {
            throw Errors.Invalid(
                $"The provided target is invalid. Target ARN: {arn} must be the ARN of an SQS queue or of an SNS topic.");
        }
    }
}
