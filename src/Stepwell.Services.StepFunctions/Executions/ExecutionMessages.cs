using Stepwell.Integrations.Executions;
using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Retention;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>Messages between executions as bytes, while they wait to be delivered: <see cref="ChildClosed"/> and the like as JSON, <see cref="ParentGone"/> as nothing.</summary>
internal sealed class ExecutionMessages : IMessageCodec
{
    public static readonly ExecutionMessages Instance = new();

    private ExecutionMessages()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message)
    {
        if (message is ParentGone)
            return default;
        if (message is ChildStart or ChildRedrive or MapRunClosed)
            return MapRunMessages.ToExecution(message);
        var json = new JsonObjectBuilder();
        if (message is ExecutionExpired(var beforeMs))
        {
            json.Add("expiredBeforeMs", JsonValue.Number(beforeMs));
            return json.Build().ToUtf8Bytes();
        }
        var (frameId, taskId, child) = (ChildClosed)message;
        json.Add("frameId", JsonValue.Number(frameId));
        json.Add("taskId", JsonValue.Number(taskId));
        json.Add("executionArn", JsonValue.String(child.ExecutionArn));
        json.Add("stateMachineArn", JsonValue.String(child.StateMachineArn));
        json.Add("name", JsonValue.String(child.Name));
        json.Add("status", JsonValue.String(child.Status));
        json.Add("startDate", JsonValue.Number(child.StartDate.ToUnixTimeMilliseconds()));
        json.Add("stopDate", JsonValue.Number(child.StopDate.ToUnixTimeMilliseconds()));
        json.Add("input", JsonValue.String(child.Input));
        json.Add("output", Text(child.Output));
        json.Add("error", Text(child.Error));
        json.Add("cause", Text(child.Cause));
        json.Add("redriveCount", JsonValue.Number(child.RedriveCount));
        json.Add("redriveStatus", JsonValue.String(child.RedriveStatus));
        json.Add("redriveStatusReason", Text(child.RedriveStatusReason));
        json.Add("traceHeader", Text(child.TraceHeader));
        return json.Build().ToUtf8Bytes();
    }

    public object FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            return ParentGone.Instance;
        var json = JsonValue.Parse(bytes, new JsonParseOptions { MaxDepth = JsonDepthException.MaxDepth });
        if (json["expiredBeforeMs"].TryGetInt64(out var beforeMs))
            return new ExecutionExpired(beforeMs);
        if (MapRunMessages.FromMapRun(json) is { } message)
            return message;
        return new ChildClosed(
            (int)json["frameId"].GetDouble(),
            (long)json["taskId"].GetDouble(),
            new ExecutionDescription(
                json["executionArn"].GetString(),
                json["stateMachineArn"].GetString(),
                json["name"].GetString(),
                json["status"].GetString(),
                Time(json["startDate"]),
                Time(json["stopDate"]),
                json["input"].GetString(),
                Text(json["output"]),
                Text(json["error"]),
                Text(json["cause"]),
                json["redriveCount"].TryGetInt64(out var redriveCount) ? (int)redriveCount : 0,
                json["redriveStatus"].GetString(),
                Text(json["redriveStatusReason"]),
                TraceHeader: Text(json["traceHeader"])));
    }

    private static JsonValue Text(string? text) => text is null ? JsonValue.Null : JsonValue.String(text);

    private static string? Text(JsonValue text) => text.IsString ? text.GetString() : null;

    private static DateTimeOffset Time(JsonValue milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds.GetDouble());
}
