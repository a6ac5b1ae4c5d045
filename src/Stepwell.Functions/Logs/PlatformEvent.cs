using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stepwell.Functions.Logs;

/// <summary>How much of what Lambda itself says a function wants to read.</summary>
internal enum SystemLevel
{
    Debug,
    Info,
    Warn,
}

/// <summary>
/// What Lambda says of an environment or an invocation. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
/// </summary>
/// <param name="Type">Such as <c>platform.start</c>.</param>
/// <param name="Level">https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html</param>
/// <param name="WriteRecord">Writes the members of the event's record.</param>
internal sealed record PlatformEvent(string Type, SystemLevel Level, Action<Utf8JsonWriter> WriteRecord)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of logs that are text, with its end; null: they have none.</summary>
    public string? Text { get; init; }

    /// <summary>The line of logs that are JSON.</summary>
    public string ToJson(DateTimeOffset at)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("time", at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("type", Type);
            json.WriteStartObject("record");
            WriteRecord(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }
}
