using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>Writes the history of one alarm, and removes what is too old.</summary>
internal sealed class AlarmHistory(AlarmArn arn)
{
    /// <summary>What an action is answered with until there are topics and functions to call.</summary>
    public const string NotCarriedOut = "Stepwell does not carry out alarm actions yet.";

    private const int RowsPerLook = 2_000;

    /// <remarks>Of the model; so is the other.</remarks>
    private const int MaxSummary = 255;

    private const int MaxData = 4_095;

    /// <remarks>User guide, "Alarm history": CloudWatch keeps it for 30 days.</remarks>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static DateTimeOffset NextExpiry(DateTimeOffset now) => now + TimeSpan.FromDays(1);

    /// <param name="type">Create, Update or Delete.</param>
    public void Configured(AlarmRow alarm, AlarmConfiguration configuration, string type, IActivation activation)
    {
        var data = new JsonObjectBuilder();
        data.Add("version", JsonValue.String("1.0"));
        data.Add("type", JsonValue.String(type));
        data.Add(type switch { "Create" => "createdAlarm", "Update" => "updatedAlarm", _ => "deletedAlarm" }, JsonValue.Parse(configuration.ToBytes()));
        var verb = type switch { "Create" => "created", "Update" => "updated", _ => "deleted" };
        Add(HistoryItemType.ConfigurationUpdate, $"Alarm \"{alarm.Name}\" {verb}", data.Build(), activation);
    }

    public void StateUpdated(AlarmRow before, AlarmRow now, IActivation activation)
    {
        var data = new JsonObjectBuilder();
        data.Add("version", JsonValue.String("1.0"));
        data.Add("oldState", StateOf(before));
        data.Add("newState", StateOf(now));
        Add(HistoryItemType.StateUpdate, $"Alarm updated from {before.State} to {now.State}", data.Build(), activation);
    }

    public void NotActed(string action, AlarmRow alarm, IActivation activation)
    {
        var data = new JsonObjectBuilder();
        data.Add("actionState", JsonValue.String("Failed"));
        data.Add("stateUpdateTimestamp", JsonValue.Number(alarm.StateUpdatedMs));
        data.Add("notificationResource", JsonValue.String(action));
        data.Add("error", JsonValue.String(NotCarriedOut));
        Add(HistoryItemType.Action, Cut($"Failed to execute action {action}. {NotCarriedOut}", MaxSummary), data.Build(), activation);
    }

    /// <returns>Whether anything may be left.</returns>
    public bool Expire(IActivation activation)
    {
        var firstKeptMs = (activation.Now - Kept).ToUnixTimeMilliseconds();
        var removed = 0;
        foreach (var row in activation.Reader.Range(Tables.History, new RowRange { Prefix = [arn.Scope, arn.Name], Limit = RowsPerLook }))
        {
            if (row.AtMs >= firstKeptMs)
                return true;
            activation.Delete(Tables.History, row);
            removed++;
        }
        return removed == RowsPerLook;
    }

    private void Add(string type, string summary, JsonValue data, IActivation activation)
    {
        var text = data.ToString();
        activation.Append(
            Tables.History,
            new HistoryRow(
                arn.Scope,
                arn.Name,
                activation.Now.ToUnixTimeMilliseconds(),
                activation.NewId().Value,
                type,
                Cut(summary, MaxSummary),
                text.Length <= MaxData ? text : """{"version":"1.0"}"""));
    }

    private static JsonValue StateOf(AlarmRow alarm)
    {
        var state = new JsonObjectBuilder();
        state.Add("stateValue", JsonValue.String(alarm.State));
        state.Add("stateReason", JsonValue.String(alarm.Reason));
        if (alarm.ReasonData is { } data && JsonValue.TryParse(data, out var parsed, out _))
            state.Add("stateReasonData", parsed);
        return state.Build();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
