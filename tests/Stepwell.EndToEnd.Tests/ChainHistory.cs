using System.Text.Json;

namespace Stepwell.EndToEnd.Tests;

/// <summary>What must be true besides of the history of a finished <see cref="Definitions.Chain"/>.</summary>
internal static class ChainHistory
{
    private static readonly string[] States = ["Both", "Done", "First", "Left", "Pause", "Right"];

    public static void Check(IReadOnlyList<JsonElement> events)
    {
        HistoryRules.Check(events);
        Assert.Equal(States, HistoryRules.StatesEntered(events).Order());
        Assert.Equal(States, HistoryRules.StatesExited(events).Order());
        Assert.Equal(3, events.Count(item => HistoryRules.TypeOf(item) == "ActivitySucceeded"));
    }
}
