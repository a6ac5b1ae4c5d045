using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Why a Map Run stops before its items are done: it has failed, or nobody waits for it any longer.</summary>
internal sealed record MapRunEnding(bool IsAbandoned, string? Error, string? Cause)
{
    public static readonly MapRunEnding Abandoned = new(IsAbandoned: true, null, null);

    public static MapRunEnding Failed(string error, string cause) => new(IsAbandoned: false, error, cause);

    public JsonValue ToJson() => JsonValue.Array(
        JsonValue.Boolean(IsAbandoned),
        Error is null ? JsonValue.Null : JsonValue.String(Error),
        Cause is null ? JsonValue.Null : JsonValue.String(Cause));

    public static MapRunEnding? Parse(JsonValue json) =>
        json.IsArray ? new MapRunEnding(json[0].GetBoolean(), Text(json[1]), Text(json[2])) : null;

    private static string? Text(JsonValue value) => value.IsString ? value.GetString() : null;
}
