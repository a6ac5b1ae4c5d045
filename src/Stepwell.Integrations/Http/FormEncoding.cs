using System.Text;
using Stepwell.Json;

namespace Stepwell.Integrations.Http;

/// <summary>How arrays are written; AWS's <c>RequestEncodingOptions.ArrayFormat</c>.</summary>
internal enum ArrayFormat
{
    Indices,
    Repeat,
    Commas,
    Brackets,
}

/// <summary>
/// JSON as <c>application/x-www-form-urlencoded</c>, after "Applying URL-encoding on request body" in the Step Functions Developer
/// Guide: nested members become <c>outer[inner]</c>, and everything outside RFC 3986's unreserved characters is percent-encoded.
/// </summary>
internal static class FormEncoding
{
    public static string Encode(IEnumerable<HttpParameter> parameters) => string.Join(
        '&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value)}"));

    /// <summary>The members of an object in order, one parameter per scalar. Empty arrays and objects leave nothing.</summary>
    public static IEnumerable<HttpParameter> Parameters(JsonValue members, ArrayFormat format) =>
        members.Members.SelectMany(member => Flatten(member.Name, member.Value, format));

    /// <summary>Reads <c>a=1&amp;b=2</c>, with or without a leading question mark.</summary>
    public static IEnumerable<HttpParameter> Decode(string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = pair.IndexOf('=', StringComparison.Ordinal);
            yield return separator < 0
                ? new HttpParameter(Unescape(pair), string.Empty)
                : new HttpParameter(Unescape(pair[..separator]), Unescape(pair[(separator + 1)..]));
        }
    }

    /// <summary>A scalar as it stands in a query, a form or a header; arrays and objects as JSON text.</summary>
    public static string Text(JsonValue value) => value switch
    {
        { IsString: true } => value.GetString(),
        { IsNull: true } => string.Empty,
        { IsNumber: true } => Encoding.ASCII.GetString(value.NumberText),
        _ => value.ToString(),
    };

    private static IEnumerable<HttpParameter> Flatten(string name, JsonValue value, ArrayFormat format)
    {
        if (value.IsObject)
            return value.Members.SelectMany(member => Flatten($"{name}[{member.Name}]", member.Value, format));
        if (!value.IsArray)
            return [new HttpParameter(name, Text(value))];
        if (format is ArrayFormat.Commas)
            return value.Count == 0 ? [] : [new HttpParameter(name, string.Join(',', value.Items.Select(Text)))];

        return value.Items.SelectMany((item, index) => Flatten(ItemName(name, index, format), item, format));
    }

    private static string ItemName(string name, int index, ArrayFormat format) => format switch
    {
        ArrayFormat.Indices => $"{name}[{index}]",
        ArrayFormat.Brackets => $"{name}[]",
        _ => name,
    };

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
