using System.Buffers;
using System.Globalization;
using System.Text;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Rest;

/// <summary>The values of labels, parameters and headers as text.</summary>
internal static class BoundText
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789+-.eE");

    public static bool ReadBoolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw Mismatch(text, "a Boolean"),
    };

    public static int ReadInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Mismatch(text, "an Integer");

    public static long ReadLong(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Mismatch(text, "a Long");

    public static double ReadDouble(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ when text.AsSpan().IndexOfAnyExcept(NumberCharacters) < 0
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw Mismatch(text, "a Double"),
    };

    public static byte[] ReadBlob(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Mismatch(text, "a Blob");
    }

    public static string ReadBase64Text(string text) => Encoding.UTF8.GetString(ReadBlob(text));

    public static DateTimeOffset ReadTimestamp(string text, TimestampFormat format) =>
        Timestamps.TryParseExact(text, format, out var value) ? value : throw Mismatch(text, "a Timestamp");

    public static string Write(double value) => double.IsNaN(value) ? "NaN"
        : double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture)
        : value > 0 ? "Infinity" : "-Infinity";

    public static string Write(DateTimeOffset value, TimestampFormat format) => format switch
    {
        TimestampFormat.Iso8601 => Timestamps.Iso8601(value),
        TimestampFormat.EpochSeconds => (value.ToUnixTimeMilliseconds() / 1000m).ToString("0.###", CultureInfo.InvariantCulture),
        _ => Timestamps.HttpDate(value),
    };

    private static SerializationException Mismatch(string text, string type) => new($"'{text}' can not be converted to {type}");
}
