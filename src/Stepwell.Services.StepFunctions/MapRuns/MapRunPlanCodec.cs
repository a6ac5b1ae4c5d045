using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>A <see cref="MapRunPlan"/> as JSON, for its row and for the message that starts the Map Run.</summary>
internal static class MapRunPlanCodec
{
    public static JsonValue ToJson(MapRunPlan plan)
    {
        var json = new JsonObjectBuilder();
        json.Add("mapRunArn", JsonValue.String(plan.MapRunArn));
        json.Add("label", JsonValue.String(plan.Label));
        json.Add("stateName", JsonValue.String(plan.StateName));
        json.Add("isExpress", JsonValue.Boolean(plan.IsExpress));
        json.Add("parent", ParentToJson(plan.Parent));
        json.Add("frame", FrameToJson(plan.Frame));
        json.Add("input", plan.Input);
        json.Add("items", plan.Items);
        json.Add("reader", plan.Reader is { } reader ? ToJson(reader) : default);
        json.Add("batches", plan.Batches is { } batches ? ToJson(batches) : default);
        json.Add("writer", plan.Writer is { } writer ? ToJson(writer) : default);
        json.Add("maxConcurrency", JsonValue.Number(plan.MaxConcurrency));
        json.Add("toleratedCount", Number(plan.Tolerance.Count));
        json.Add("toleratedPercentage", plan.Tolerance.Percentage is { } percentage ? JsonValue.Number(percentage) : default);
        json.Add("traceHeader", plan.TraceHeader is { } traceHeader ? JsonValue.String(traceHeader) : default);
        return json.Build();
    }

    public static MapRunPlan FromJson(JsonValue json) => new(
        json["mapRunArn"].GetString(),
        json["label"].GetString(),
        json["stateName"].GetString(),
        json["isExpress"].GetBoolean(),
        ParentFromJson(json["parent"]),
        FrameFromJson(json["frame"]),
        json["input"],
        json["items"],
        ReaderFromJson(json["reader"]),
        BatchesFromJson(json["batches"]),
        WriterFromJson(json["writer"]),
        Long(json["maxConcurrency"]) ?? 0,
        new FailureTolerance(Long(json["toleratedCount"]), json["toleratedPercentage"] is { IsNumber: true } number ? number.GetDouble() : null))
    {
        TraceHeader = json["traceHeader"] is { IsString: true } traceHeader ? traceHeader.GetString() : null,
    };

    private static JsonValue ParentToJson(ExecutionIdentity parent)
    {
        var json = new JsonObjectBuilder();
        json.Add("executionArn", JsonValue.String(parent.ExecutionArn));
        json.Add("stateMachineArn", JsonValue.String(parent.StateMachineArn));
        json.Add("stateMachineName", JsonValue.String(parent.StateMachineName));
        json.Add("roleArn", JsonValue.String(parent.RoleArn));
        json.Add("input", parent.Input);
        json.Add("startTime", JsonValue.Number(parent.StartTime.UtcTicks));
        return json.Build();
    }

    private static ExecutionIdentity ParentFromJson(JsonValue json) => new(
        json["executionArn"].GetString(),
        json["stateMachineArn"].GetString(),
        json["stateMachineName"].GetString(),
        json["roleArn"].GetString(),
        json["input"],
        Time(json["startTime"]));

    private static JsonValue FrameToJson(Frame frame)
    {
        var json = new JsonObjectBuilder();
        json.Add("index", JsonValue.Number(frame.Index));
        json.Add("item", frame.Item);
        json.Add("stateName", JsonValue.String(frame.StateName!));
        json.Add("value", frame.Value);
        json.Add("variables", frame.Variables);
        json.Add("enteredEventId", JsonValue.Number(frame.EnteredEventId));
        json.Add("enteredTime", JsonValue.Number(frame.EnteredTime.UtcTicks));
        json.Add("retryCount", JsonValue.Number(frame.RetryCount));
        return json.Build();
    }

    private static Frame FrameFromJson(JsonValue json) => new(
        Execution.RootFrameId,
        ParentId: 0,
        (int)Long(json["index"])!.Value,
        json["item"],
        json["stateName"].GetString(),
        json["value"],
        json["variables"],
        PreviousId: 0,
        Long(json["enteredEventId"])!.Value,
        Time(json["enteredTime"]),
        [(int)Long(json["retryCount"])!.Value],
        Pending.Nothing);

    private static JsonValue ToJson(ItemSource reader)
    {
        var json = new JsonObjectBuilder();
        json.Add("resource", JsonValue.String(reader.Resource));
        json.Add("arguments", reader.Arguments);
        json.Add("config", reader.Config);
        json.Add("maxItems", Number(reader.MaxItems));
        return json.Build();
    }

    private static ItemSource? ReaderFromJson(JsonValue json) =>
        json.IsMissing ? null : new ItemSource(json["resource"].GetString(), json["arguments"], json["config"], Long(json["maxItems"]));

    private static JsonValue ToJson(ItemBatches batches)
    {
        var json = new JsonObjectBuilder();
        json.Add("maxItems", Number(batches.MaxItems));
        json.Add("maxBytes", Number(batches.MaxBytes));
        json.Add("batchInput", batches.BatchInput);
        return json.Build();
    }

    private static ItemBatches? BatchesFromJson(JsonValue json) =>
        json.IsMissing ? null : new ItemBatches(Long(json["maxItems"]), Long(json["maxBytes"]), json["batchInput"]);

    private static JsonValue ToJson(ResultDestination writer)
    {
        var json = new JsonObjectBuilder();
        json.Add("resource", writer.Resource is { } resource ? JsonValue.String(resource) : default);
        json.Add("arguments", writer.Arguments);
        json.Add("transformation", JsonValue.Number((long)writer.Transformation));
        return json.Build();
    }

    private static ResultDestination? WriterFromJson(JsonValue json) => json.IsMissing
        ? null
        : new ResultDestination(
            json["resource"] is { IsString: true } resource ? resource.GetString() : null,
            json["arguments"],
            (ResultTransformation)Long(json["transformation"])!.Value);

    private static JsonValue Number(long? value) => value is { } number ? JsonValue.Number(number) : default;

    private static long? Long(JsonValue value) => value.TryGetInt64(out var number) ? number : null;

    private static DateTimeOffset Time(JsonValue ticks) => new(Long(ticks)!.Value, TimeSpan.Zero);
}
