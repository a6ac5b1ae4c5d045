using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Text in quotes as JavaScript writes it in JSON: only what must be is escaped, lone surrogates included.</summary>
internal static class JsonEscapes
{
    /// <summary>What is, or may have to be, written with an escape.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(
    [
        .. Enumerable.Range(0, ' ').Select(unit => (char)unit),
        '"',
        '\\',
        .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit),
    ]);

    public static void Append(string value, StringBuilder text)
    {
        text.Append('"');
        var plain = value.AsSpan().IndexOfAny(Special);
        if (plain < 0) plain = value.Length;
        text.Append(value, 0, plain);
        for (var i = plain; i < value.Length; i++)
        {
            var unit = value[i];
            switch (unit)
            {
                case '"' or '\\':
                    text.Append('\\').Append(unit);
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                default:
                    var isPair = char.IsHighSurrogate(unit) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
                    if (isPair) text.Append(unit).Append(value[++i]);
                    else if (unit < ' ' || char.IsSurrogate(unit)) text.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
                    else text.Append(unit);
                    break;
            }
        }

        text.Append('"');
    }
}
