using System.Globalization;
using System.Text;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.History;
using Stepwell.States.Events;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>History events in the form in which they are logged.</summary>
internal static class LogMessages
{
    /// <summary>The largest event that AWS's services put into a log group: 256 KiB with what CloudWatch Logs adds.</summary>
    public const int MaxBytes = (256 * 1024) - 26;

    private static readonly string[] Data = ["input", "output", "parameters"];

    public static ExecutionLogEntry Of(in Event entry, LoggedExecution execution, bool includeData)
    {
        var details = Details(entry, execution, includeData);
        var text = Text(entry, details, execution);
        while (Encoding.UTF8.GetByteCount(text) > MaxBytes && Shorten(details) is { IsMissing: false } shortened)
        {
            details = shortened;
            text = Text(entry, details, execution);
        }
        return new ExecutionLogEntry(entry.Time.ToUnixTimeMilliseconds(), text);
    }

    private static string Text(in Event entry, JsonValue details, LoggedExecution execution)
    {
        var json = new JsonObjectBuilder();
        json.Add("id", Number(entry.Id));
        json.Add("type", JsonValue.String(EventTypes.NameOf(entry.Detail)));
        if (!details.IsMissing)
            json.Add("details", details);
        json.Add("previous_event_id", Number(entry.PreviousId));
        json.Add("event_timestamp", Number(entry.Time.ToUnixTimeMilliseconds()));
        json.Add("execution_arn", JsonValue.String(execution.Identity.ExecutionArn));
        json.Add("redrive_count", Number(execution.RedriveCount));
        return json.Build().ToString();
    }

    /// <summary>What GetExecutionHistory shows as the one member that says more than the type does.</summary>
    private static JsonValue Details(in Event entry, LoggedExecution execution, bool includeData)
    {
        var shown = JsonValue.Parse(ShapeJson.Write(HistoryProjection.Show(entry, includeData, execution.VersionArn, execution.AliasArn)));
        foreach (var member in shown.Members)
        {
            if (member.Name.EndsWith("EventDetails", StringComparison.Ordinal))
                return includeData ? member.Value : member.Value.Without("parameters");
        }
        return default;
    }

    /// <summary>Cuts the data that the details carry, and says so; nothing when there is none left to cut.</summary>
    private static JsonValue Shorten(JsonValue details)
    {
        foreach (var name in Data)
        {
            if (details[name] is not { IsString: true } data || data.GetString() is not { Length: > 0 } text)
                continue;
            var shortened = details.With(name, JsonValue.String(Prefix(text, text.Length * 3 / 4)));
            return name == "parameters" ? shortened : shortened.With($"{name}Details", Truncated);
        }
        return details["assignedVariables"] is { IsObject: true, Count: > 0 }
            ? details.With("assignedVariables", JsonValue.EmptyObject).With("assignedVariablesDetails", Truncated)
            : default;
    }

    private static JsonValue Truncated
    {
        get
        {
            var json = new JsonObjectBuilder();
            json.Add("truncated", JsonValue.True);
            return json.Build();
        }
    }

    /// <summary>A character of two code units is not cut in half.</summary>
    private static string Prefix(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];

    private static JsonValue Number(long number) => JsonValue.String(number.ToString(CultureInfo.InvariantCulture));
}
