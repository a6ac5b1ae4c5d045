using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Messages to Map Runs as JSON, while they wait to be delivered.</summary>
internal sealed class MapRunMessages : IMessageCodec
{
    public static readonly MapRunMessages Instance = new();

    private MapRunMessages()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message)
    {
        var json = new JsonObjectBuilder();
        switch (message)
        {
            case MapRunCommand.Start start:
                json.Add("executionId", JsonValue.Number(start.ExecutionId));
                json.Add("executionArn", JsonValue.String(start.ExecutionArn));
                json.Add("frameId", JsonValue.Number(start.FrameId));
                json.Add("revisionId", JsonValue.Number(start.RevisionId));
                json.Add("plan", MapRunPlanCodec.ToJson(start.Plan));
                break;
            case MapRunCommand.ChildClosed closed:
                json.Add("number", JsonValue.Number(closed.Number));
                json.Add("status", JsonValue.Number((long)closed.Status));
                json.Add("result", closed.Result);
                json.Add("isFinal", closed.IsFinal ? JsonValue.True : default);
                break;
            case MapRunCommand.Redrive(var redriveCount):
                json.Add("redriveCount", JsonValue.Number((long)redriveCount));
                break;
            case MapRunCommand.Settle:
                json.Add("settle", JsonValue.True);
                break;
            case MapRunCommand.Remove:
                json.Add("remove", JsonValue.True);
                break;
            case MapRunCommand.Abandon:
                break;
            default:
                throw new InvalidOperationException($"{message.GetType().Name} is no message to a Map Run.");
        }
        return json.Build().ToUtf8Bytes();
    }

    public object FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var json = JsonValue.Parse(bytes, new JsonParseOptions { MaxDepth = JsonDepthException.MaxDepth });
        if (!json["plan"].IsMissing)
        {
            return new MapRunCommand.Start(
                Long(json["executionId"]), json["executionArn"].GetString(), (int)Long(json["frameId"]), Long(json["revisionId"]),
                MapRunPlanCodec.FromJson(json["plan"]));
        }
        if (!json["number"].IsMissing)
        {
            return new MapRunCommand.ChildClosed(
                Long(json["number"]), (ExecutionStatus)Long(json["status"]), json["result"], IsFinal: !json["isFinal"].IsMissing);
        }
        if (!json["redriveCount"].IsMissing)
            return new MapRunCommand.Redrive((int)Long(json["redriveCount"]));
        if (!json["remove"].IsMissing)
            return new MapRunCommand.Remove();
        return json["settle"].IsMissing ? new MapRunCommand.Abandon() : new MapRunCommand.Settle();
    }

    /// <summary>What Map Runs say to executions.</summary>
    public static ReadOnlyMemory<byte> ToExecution(object message)
    {
        var json = new JsonObjectBuilder();
        switch (message)
        {
            case ChildStart start:
                json.Add("mapRunId", JsonValue.Number(start.MapRunId));
                json.Add("revisionId", JsonValue.Number(start.RevisionId));
                json.Add("stateMachineArn", JsonValue.String(start.StateMachineArn));
                json.Add("stateMachineName", JsonValue.String(start.StateMachineName));
                json.Add("roleArn", JsonValue.String(start.RoleArn));
                json.Add("input", start.Input);
                json.Add("origin", JsonValue.String(start.Origin.Format()));
                json.Add("traceHeader", Text(start.TraceHeader));
                break;
            case ChildRedrive redrive:
                json.Add("redrive", JsonValue.True);
                json.Add("mapRunArn", Text(redrive.MapRunArn));
                json.Add("number", JsonValue.Number(redrive.Number));
                break;
            case MapRunClosed closed:
                json.Add("mapRunArn", JsonValue.String(closed.MapRunArn));
                json.Add("frameId", JsonValue.Number(closed.FrameId));
                json.Add("redriveCount", JsonValue.Number((long)closed.RedriveCount));
                json.Add("output", closed.Output);
                json.Add("error", Text(closed.Error));
                json.Add("cause", Text(closed.Cause));
                break;
            default:
                throw new InvalidOperationException($"Map Runs do not send {message.GetType().Name}.");
        }
        return json.Build().ToUtf8Bytes();
    }

    /// <summary>Null for messages of others.</summary>
    public static object? FromMapRun(JsonValue json)
    {
        if (!json["origin"].IsMissing)
        {
            return new ChildStart(
                Long(json["mapRunId"]),
                Long(json["revisionId"]),
                json["stateMachineArn"].GetString(),
                json["stateMachineName"].GetString(),
                json["roleArn"].GetString(),
                json["input"],
                ChildOrigin.Parse(json["origin"].GetString())!,
                Text(json["traceHeader"]));
        }
        if (!json["redrive"].IsMissing)
            return new ChildRedrive(Text(json["mapRunArn"]), json["number"].IsMissing ? 0 : Long(json["number"]));
        return json["mapRunArn"].IsMissing
            ? null
            : new MapRunClosed(
                (int)Long(json["frameId"]),
                json["mapRunArn"].GetString(),
                json["redriveCount"].IsMissing ? 0 : (int)Long(json["redriveCount"]),
                json["output"],
                Text(json["error"]),
                Text(json["cause"]));
    }

    private static JsonValue Text(string? text) => text is null ? default : JsonValue.String(text);

    private static string? Text(JsonValue text) => text.IsString ? text.GetString() : null;

    private static long Long(JsonValue value) =>
        value.TryGetInt64(out var number) ? number : throw new InvalidDataException("A message to a Map Run lacks a number.");
}
