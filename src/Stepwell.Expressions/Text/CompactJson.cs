using System.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Text;

/// <summary>JSON text without white space and with plain escapes, whatever the text that the value was read from looked like.</summary>
internal static class CompactJson
{
    public static string Of(JsonValue value)
    {
        var text = new StringBuilder();
        Append(value, text);
        return text.ToString();
    }

    public static void Append(JsonValue value, StringBuilder text)
    {
        switch (value.Kind)
        {
            case JsonKind.Object:
                AppendObject(value, text);
                break;
            case JsonKind.Array:
                AppendArray(value, text);
                break;
            case JsonKind.String:
                text.Append(JsonValue.String(value.GetString()).ToString());
                break;
            default:
                text.Append(value.ToString());
                break;
        }
    }

    private static void AppendObject(JsonValue value, StringBuilder text)
    {
        text.Append('{');
        var separator = string.Empty;
        foreach (var (name, member) in value.Members)
        {
            text.Append(separator).Append(JsonValue.String(name).ToString()).Append(':');
            Append(member, text);
            separator = ",";
        }

        text.Append('}');
    }

    private static void AppendArray(JsonValue value, StringBuilder text)
    {
        text.Append('[');
        var separator = string.Empty;
        foreach (var item in value.Items)
        {
            text.Append(separator);
            Append(item, text);
            separator = ",";
        }

        text.Append(']');
    }
}
