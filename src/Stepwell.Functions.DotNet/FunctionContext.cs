using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Stepwell.Functions.DotNet;

/// <summary>
/// The <c>ILambdaContext</c> of an invocation, and what it leads to. The interfaces come from the function's own package, in whatever version:
/// a proxy answers for them by the names of their properties. What is not known here has the default value of its type.
/// </summary>
public class FunctionContext : DispatchProxy
{
    public const string InterfaceName = "Amazon.Lambda.Core.ILambdaContext";

    private Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    internal static Func<Event, object?> Maker(Type type, FunctionLog log)
    {
        var logger = Create(type.GetProperty("Logger")!.PropertyType, (method, arguments) => LambdaLogger.Call(log, method, arguments));
        var fixedValues = new Dictionary<string, object?>
        {
            ["FunctionName"] = Variable("AWS_LAMBDA_FUNCTION_NAME"),
            ["FunctionVersion"] = Variable("AWS_LAMBDA_FUNCTION_VERSION"),
            ["LogGroupName"] = Variable("AWS_LAMBDA_LOG_GROUP_NAME"),
            ["LogStreamName"] = Variable("AWS_LAMBDA_LOG_STREAM_NAME"),
            ["MemoryLimitInMB"] = int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var size) ? size : 0,
            ["Logger"] = logger,
        }.ToFrozenDictionary();
        return next => Create(type, (method, _) => Value(method, fixedValues, next));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var value = _answer(targetMethod!, args ?? []);
        var type = targetMethod!.ReturnType;
        return value is null && type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : value;
    }

    private static object Create(Type type, Func<MethodInfo, object?[], object?> answer)
    {
        var proxy = DispatchProxy.Create(type, typeof(FunctionContext));
        ((FunctionContext)proxy)._answer = answer;
        return proxy;
    }

    private static object? Value(MethodInfo method, FrozenDictionary<string, object?> fixedValues, Event next)
    {
        var name = Property(method);
        return name switch
        {
            "AwsRequestId" => next.RequestId,
            "InvokedFunctionArn" => next.Header("lambda-runtime-invoked-function-arn"),
            "TraceId" => next.Header("lambda-runtime-trace-id"),
            "TenantId" => next.Header("lambda-runtime-aws-tenant-id"),
            "RemainingTime" => DateTimeOffset.FromUnixTimeMilliseconds(next.DeadlineMs) - TimeProvider.System.GetUtcNow(),
            "Identity" => FromJson(method.ReturnType, next.Header("lambda-runtime-cognito-identity")),
            "ClientContext" => FromJson(method.ReturnType, next.Header("lambda-runtime-client-context")),
            _ => fixedValues.GetValueOrDefault(name),
        };
    }

    private static object? FromJson(Type type, string? json) =>
        string.IsNullOrEmpty(json) ? null : FromJson(type, JsonDocument.Parse(json).RootElement);

    /// <summary>An interface over an object of JSON whose fields have the names that the mobile SDKs give them.</summary>
    private static object? FromJson(Type type, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return json.ValueKind == JsonValueKind.String && type == typeof(string) ? json.GetString() : null;
        if (type == typeof(IDictionary<string, string>))
        {
            var texts = new Dictionary<string, string>();
            foreach (var field in json.EnumerateObject())
                texts[field.Name] = field.Value.ToString();
            return texts;
        }
        return type.IsInterface ? Create(type, (method, _) => Field(json, method)) : null;
    }

    private static object? Field(JsonElement json, MethodInfo method)
    {
        var name = Property(method) switch
        {
            "Environment" => "env",
            "AppPackageName" => "app_package_name",
            "AppTitle" => "app_title",
            "AppVersionCode" => "app_version_code",
            "AppVersionName" => "app_version_name",
            "InstallationId" => "installation_id",
            "IdentityId" => "cognitoIdentityId",
            "IdentityPoolId" => "cognitoIdentityPoolId",
            var other => other.ToLowerInvariant(),
        };
        return json.TryGetProperty(name, out var value) ? FromJson(method.ReturnType, value) : null;
    }

    private static string Property(MethodInfo method) =>
        method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name["get_".Length..] : method.Name;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
}
