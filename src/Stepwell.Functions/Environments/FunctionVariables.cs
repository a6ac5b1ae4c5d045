using System.Globalization;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Environments;

/// <summary>
/// The environment variables of a function: those that Lambda documents, and <c>AWS_ENDPOINT_URL</c>, by which the SDKs find this server.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
/// </summary>
internal static class FunctionVariables
{
    private const string RuntimeFolder = "/var/runtime";

    /// <param name="initializationType">As platform events have it.</param>
    /// <param name="options">Of the host.</param>
    /// <param name="credentials">Of the environment.</param>
    /// <param name="layers">Where the sandbox has the layers, the one that wins first.</param>
    public static Dictionary<string, string> Of(
        FunctionSpec spec, RuntimeLaunch launch, string initializationType, FunctionHostOptions options, FunctionCredentials credentials, int port,
        string logStream, string taskRoot, IReadOnlyList<string> layers, string temporaryFolder)
    {
        var variables = Defaults(taskRoot, layers, temporaryFolder);
        foreach (var (name, value) in launch.Environment) variables[name] = value;
        foreach (var (name, value) in spec.Environment) variables[name] = value;
        foreach (var (name, value) in Reserved(spec, initializationType, options, credentials, port, logStream, taskRoot)) variables[name] = value;
        return variables;
    }

    /// <summary>What the owner may change.</summary>
    private static Dictionary<string, string> Defaults(string taskRoot, IReadOnlyList<string> layers, string temporaryFolder)
    {
        string Beside(string name) => string.Concat(layers.Select(layer => $":{layer}/{name}"));
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LANG"] = "en_US.UTF-8",
            ["TZ"] = ":UTC",
            ["PATH"] = "/usr/local/bin:/usr/bin/:/bin" + Beside("bin"),
            ["LD_LIBRARY_PATH"] = $"/lib64:/usr/lib64:{RuntimeFolder}:{RuntimeFolder}/lib:{taskRoot}:{taskRoot}/lib{Beside("lib")}",
            ["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR",
        };
        // Lambda sets none: /tmp is the function's own there.
        if (temporaryFolder != "/tmp") variables["TMPDIR"] = temporaryFolder;
        // Lambda has all layers in one folder. Where that cannot be, the runtimes look in each.
        if (layers is not ([] or ["/opt"])) variables["STEPWELL_LAYERS"] = string.Join(':', layers);
        return variables;
    }

    private static Dictionary<string, string> Reserved(
        FunctionSpec spec, string initializationType, FunctionHostOptions options, FunctionCredentials credentials, int port, string logStream,
        string taskRoot)
    {
        var endpoint = spec.Environment.TryGetValue("AWS_ENDPOINT_URL", out var own) ? own : options.Endpoint().ToString().TrimEnd('/');
        var variables = new Dictionary<string, string>
        {
            ["_HANDLER"] = spec.Handler,
            ["AWS_REGION"] = spec.Region,
            ["AWS_DEFAULT_REGION"] = spec.Region,
            ["AWS_LAMBDA_FUNCTION_NAME"] = spec.FunctionName,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = spec.Version,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = spec.MemoryMegabytes.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = initializationType,
            ["AWS_LAMBDA_LOG_FORMAT"] = spec.LogsJson ? "JSON" : "Text",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = spec.LogGroup,
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream,
            ["AWS_LAMBDA_RUNTIME_API"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"),
            ["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey,
            ["AWS_SESSION_TOKEN"] = credentials.SessionToken,
            ["AWS_ENDPOINT_URL"] = endpoint,
            ["LAMBDA_TASK_ROOT"] = taskRoot,
            ["LAMBDA_RUNTIME_DIR"] = RuntimeFolder,
        };
        if (spec.LogLevel is { } level) variables["AWS_LAMBDA_LOG_LEVEL"] = level;
        if (!spec.Runtime.StartsWith("provided", StringComparison.Ordinal)) variables["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + spec.Runtime;
        return variables;
    }
}
