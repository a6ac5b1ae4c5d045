using System.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Text;

/// <summary>
/// A value as text where Step Functions prints its Java object: strings bare, arrays as JSON, objects as <c>{a=1, b=[2]}</c>.
/// States.Format and States.Hash show it.
/// </summary>
internal static class JavaText
{
    public static string Of(JsonValue value)
    {
        if (value.IsString) return value.GetString();
        var text = new StringBuilder();
        Append(value, text);
        return text.ToString();
    }

    private static void Append(JsonValue value, StringBuilder text)
    {
        switch (value.Kind)
        {
            case JsonKind.Object:
                AppendObject(value, text);
                break;
            case JsonKind.String:
                text.Append(value.GetString());
                break;
            default:
                CompactJson.Append(value, text);
                break;
        }
    }

    private static void AppendObject(JsonValue value, StringBuilder text)
    {
        text.Append('{');
        var separator = string.Empty;
        foreach (var (name, member) in value.Members)
        {
            text.Append(separator).Append(name).Append('=');
            Append(member, text);
            separator = ", ";
        }

        text.Append('}');
    }
}
