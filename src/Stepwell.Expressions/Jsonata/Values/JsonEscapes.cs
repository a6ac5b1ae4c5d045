using System.Globalization;
using System.Text;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Text in quotes as JavaScript writes it in JSON: only what must be is escaped, lone surrogates included.</summary>
internal static class JsonEscapes
{
    public static void Append(string value, StringBuilder text)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
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
