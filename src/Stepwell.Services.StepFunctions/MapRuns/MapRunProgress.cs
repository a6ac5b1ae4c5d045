using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>How far a Map Run is. Immutable; one copy of it is a column of the Map Run's row.</summary>
/// <param name="MaxConcurrency">0: no limit but that of the service.</param>
/// <param name="TotalItems">Null as long as the item reader has not come to the end.</param>
/// <param name="NextItem">The first item that no child has been started for.</param>
/// <param name="NextChild">Number of the next child.</param>
/// <param name="ResultBytes">Size of the results so far; beyond the limit of an output they are no longer kept.</param>
/// <param name="PageCursor">Where the item reader finds the page that <paramref name="NextItem"/> is in.</param>
/// <param name="PageOffset">Which item of that page it is.</param>
/// <param name="Ending">How it ends once no child runs any more; null while it goes on.</param>
internal sealed partial record MapRunProgress(
    long MaxConcurrency,
    FailureTolerance Tolerance,
    long? TotalItems,
    long NextItem,
    long NextChild,
    MapRunCounts Items,
    MapRunCounts Children,
    long ResultBytes,
    string? PageCursor,
    long PageOffset,
    MapRunEnding? Ending,
    int RedriveCount,
    long? RedrivenAtMs)
{
    /// <summary>Rows of children below this number are gone; null as long as they are needed.</summary>
    public long? Tidied { get; init; }

    /// <summary>The execution is gone already: nobody will ask for the Map Run when it is over.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>It waits until fewer Map Runs run.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>It is one of those that run, as they are counted.</summary>
    public bool IsCounted { get; init; }

    public bool AreItemsExhausted => TotalItems is { } total && NextItem >= total;

    public static MapRunProgress Begin(MapRunPlan plan) => new(
        plan.MaxConcurrency,
        plan.Tolerance,
        plan.Reader is null ? plan.Items.Count : null,
        0,
        0,
        default,
        default,
        0,
        PageCursor: null,
        0,
        Ending: null,
        0,
        RedrivenAtMs: null);

    public MapRunProgress Started(long itemCount) => this with
    {
        NextItem = NextItem + itemCount,
        NextChild = NextChild + 1,
        Items = Items with { Running = Items.Running + itemCount },
        Children = Children with { Running = Children.Running + 1 },
    };

    /// <param name="isFinal">It did not succeed, and cannot be redriven.</param>
    public MapRunProgress Closed(ExecutionStatus status, long itemCount, bool isFinal = false) => this with
    {
        Items = Items.Closed(status, itemCount),
        Children = Children.Closed(status, 1),
        FinalItems = FinalItems + (isFinal ? itemCount : 0),
        FinalChildren = FinalChildren + (isFinal ? 1 : 0),
    };

    public string ToText()
    {
        var json = new JsonObjectBuilder();
        json.Add("maxConcurrency", JsonValue.Number(MaxConcurrency));
        json.Add("toleratedCount", Number(Tolerance.Count));
        json.Add("toleratedPercentage", Tolerance.Percentage is { } percentage ? JsonValue.Number(percentage) : default);
        json.Add("totalItems", Number(TotalItems));
        json.Add("nextItem", JsonValue.Number(NextItem));
        json.Add("nextChild", JsonValue.Number(NextChild));
        json.Add("items", Items.ToJson());
        json.Add("children", Children.ToJson());
        json.Add("resultBytes", JsonValue.Number(ResultBytes));
        json.Add("pageCursor", Text(PageCursor));
        json.Add("pageOffset", JsonValue.Number(PageOffset));
        json.Add("ending", Ending?.ToJson() ?? default);
        json.Add("redriveCount", JsonValue.Number(RedriveCount));
        json.Add("redrivenAtMs", Number(RedrivenAtMs));
        json.Add("wantedRedrive", Number(WantedRedrive));
        json.Add("pendingRedrive", PendingRedrive?.ToJson() ?? default);
        json.Add("finalItems", JsonValue.Number(FinalItems));
        json.Add("finalChildren", JsonValue.Number(FinalChildren));
        json.Add("tidied", Number(Tidied));
        json.Add("unwanted", IsUnwanted ? JsonValue.True : default);
        json.Add("waiting", IsWaiting ? JsonValue.True : default);
        json.Add("counted", IsCounted ? JsonValue.True : default);
        return json.Build().ToString();
    }

    public static MapRunProgress Parse(string text)
    {
        var json = JsonValue.Parse(text);
        return new MapRunProgress(
            Long(json["maxConcurrency"]) ?? 0,
            new FailureTolerance(Long(json["toleratedCount"]), json["toleratedPercentage"] is { IsNumber: true } number ? number.GetDouble() : null),
            Long(json["totalItems"]),
            Long(json["nextItem"]) ?? 0,
            Long(json["nextChild"]) ?? 0,
            MapRunCounts.Parse(json["items"]),
            MapRunCounts.Parse(json["children"]),
            Long(json["resultBytes"]) ?? 0,
            json["pageCursor"] is { IsString: true } cursor ? cursor.GetString() : null,
            Long(json["pageOffset"]) ?? 0,
            MapRunEnding.Parse(json["ending"]),
            (int)(Long(json["redriveCount"]) ?? 0),
            Long(json["redrivenAtMs"]))
        {
            WantedRedrive = (int?)Long(json["wantedRedrive"]),
            PendingRedrive = PendingRedrive.Parse(json["pendingRedrive"]),
            FinalItems = Long(json["finalItems"]) ?? 0,
            FinalChildren = Long(json["finalChildren"]) ?? 0,
            Tidied = Long(json["tidied"]),
            IsUnwanted = !json["unwanted"].IsMissing,
            IsWaiting = !json["waiting"].IsMissing,
            IsCounted = !json["counted"].IsMissing,
        };
    }

    private static long? Long(JsonValue value) => value.TryGetInt64(out var number) ? number : null;

    private static JsonValue Number(long? value) => value is { } number ? JsonValue.Number(number) : default;

    private static JsonValue Text(string? text) => text is null ? default : JsonValue.String(text);
}
