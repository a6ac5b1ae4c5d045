using Stepwell.Json;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>
/// Attributes by OpenTelemetry's semantic conventions ("AWS Step Functions", "HTTP", "RPC", "FaaS", "Cloud"), and where these have no name,
/// by names like theirs. Data of an execution is not among them.
/// </summary>
internal sealed class SpanAttributes
{
    private const string Prefix = "aws.step_functions.";
    private const int MaxUrlLength = 2_048;

    private readonly List<KeyValuePair<string, object>> _list = [];

    public IReadOnlyList<KeyValuePair<string, object>> List => _list;

    public static SpanAttributes OfExecution(SpanSubject subject, Execution execution, ExecutionStatus status)
    {
        var identity = execution.Identity!;
        var attributes = new SpanAttributes()
            .Add("cloud.provider", "aws")
            .Add("cloud.region", identity.Region)
            .Add("cloud.account.id", identity.AccountId)
            .Add(Prefix + "state_machine.arn", identity.StateMachineArn)
            .Add(Prefix + "state_machine.type", subject.IsExpress ? "EXPRESS" : "STANDARD")
            .Add(Prefix + "execution.arn", identity.ExecutionArn)
            .Add(Prefix + "execution.name", identity.Name)
            .Add(Prefix + "execution.status", Descriptions.StatusText(status))
            .Add(Prefix + "map_run.arn", subject.MapRunArn)
            .Add(Prefix + "state_machine.alias", subject.Alias);
        if (subject.Version is { } version)
            attributes.Add(Prefix + "state_machine.version", version);
        if (execution.RedriveCount > 0)
            attributes.Add(Prefix + "execution.redrive_count", execution.RedriveCount);
        return attributes;
    }

    /// <param name="type">Null where nobody knows.</param>
    /// <param name="mapRunArn">Of a distributed Map; else null.</param>
    public static SpanAttributes OfState(Execution execution, Frame frame, StateType? type, string? mapRunArn)
    {
        var attributes = new SpanAttributes()
            .Add(Prefix + "execution.arn", execution.Identity!.ExecutionArn)
            .Add(Prefix + "state.name", frame.StateName)
            .Add(Prefix + "state.type", type?.ToString())
            .Add(Prefix + "map_run.arn", mapRunArn);
        if (frame.RetryCount > 0)
            attributes.Add(Prefix + "state.retry_count", frame.RetryCount);
        if (frame.Id != Execution.RootFrameId)
            attributes.Add(Prefix + (IsIteration(execution, frame) ? "map.iteration.index" : "parallel.branch.index"), frame.Index);
        return attributes;
    }

    /// <param name="output">Missing unless it has succeeded.</param>
    public static SpanAttributes OfTask(EventDetail.TaskScheduled task, JsonValue output)
    {
        var attributes = new SpanAttributes().Add(Prefix + "task.resource", task.ResourceArn);
        if (task.Family == TaskFamily.Activity)
            attributes.Add(Prefix + "activity.arn", task.ResourceArn);
        else if (task.Family == TaskFamily.LambdaFunction)
            attributes.Add("faas.invoked_provider", "aws").Add("faas.invoked_name", LastPart(task.ResourceArn));
        else if (task.ResourceType == "http")
            attributes.AddHttp(task.Parameters, output);
        else if (task.ResourceType.StartsWith("aws-sdk:", StringComparison.Ordinal))
            attributes.AddCall(task.ResourceType["aws-sdk:".Length..], task.Resource);
        else
            attributes.AddCall(task.ResourceType, task.Resource);
        return attributes;
    }

    public SpanAttributes Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _list.Add(new(name, value));
        return this;
    }

    public SpanAttributes Add(string name, long value)
    {
        _list.Add(new(name, value));
        return this;
    }

    private void AddCall(string service, string action) =>
        Add("rpc.system", "aws-api").Add("rpc.service", service).Add("rpc.method", action.Split('.')[0]);

    private void AddHttp(JsonValue parameters, JsonValue output)
    {
        Add("http.request.method", Text(parameters["Method"]));
        // Queries and user names may be secrets.
        if (Uri.TryCreate(Text(parameters["ApiEndpoint"]), UriKind.Absolute, out var endpoint) && endpoint.Host.Length > 0)
        {
            var url = endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
            Add("url.full", url.Length > MaxUrlLength ? url[..MaxUrlLength] : url).Add("server.address", endpoint.Host);
            Add("server.port", endpoint.Port);
        }
        if (output["StatusCode"].TryGetInt64(out var status))
            Add("http.response.status_code", status);
    }

    private static bool IsIteration(Execution execution, Frame frame) => execution.Find(frame.ParentId)?.Pending is Pending.Iterations;

    private static string? Text(JsonValue value) => value.IsString ? value.GetString() : null;

    private static string LastPart(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}
