using System.Globalization;
using System.Text.Json;

namespace Stepwell.Functions.Logs;

/// <summary>
/// Which lines of a function whose log is JSON are kept. Lambda judges objects by their <c>level</c>, and takes one without a valid
/// <c>timestamp</c> or level for INFO. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
/// </summary>
internal static class ApplicationFilter
{
    private const int Info = 2;

    private static readonly string[] Levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

    /// <summary>Text that is no object is kept: it has no level.</summary>
    /// <param name="least">A name of Lambda's; null: all.</param>
    public static bool Keeps(ReadOnlySpan<byte> line, string? least)
    {
        var lowest = Array.IndexOf(Levels, least);
        if (lowest <= 0 || !line.StartsWith("{"u8)) return true;
        return LevelOf(line) is not { } level || level >= lowest;
    }

    /// <summary>Null: no object of JSON.</summary>
    private static int? LevelOf(ReadOnlySpan<byte> line)
    {
        string? level = null;
        var isTimed = false;
        var reader = new Utf8JsonReader(line);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isLevel, isTime) = (reader.ValueTextEquals("level"u8), reader.ValueTextEquals("timestamp"u8));
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) reader.Skip();
                else if (isLevel) level = reader.GetString();
                else if (isTime) isTimed = DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, out _);
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return isTimed && Array.IndexOf(Levels, Canonical(level)) is var known and >= 0 ? known : Info;
    }

    /// <summary>Loggers of Python have other words.</summary>
    private static string? Canonical(string? level) => level?.ToUpperInvariant() switch
    {
        "WARNING" => "WARN",
        "CRITICAL" => "FATAL",
        "INFORMATION" => "INFO",
        var other => other,
    };
}
