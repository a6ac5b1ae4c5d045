using System.Text;

namespace Stepwell.Wire.Rest;

/// <summary>The elements of a list that is a header: separated by commas, in quotes where they hold one themselves.</summary>
internal static class HeaderItems
{
    /// <summary>Whether another element begins at or after <paramref name="at"/>, which is moved there.</summary>
    public static bool Has(string header, ref int at)
    {
        while (at < header.Length && header[at] is ' ' or '\t') at++;
        return at < header.Length;
    }

    /// <summary>Takes the element that begins at <paramref name="at"/>, and the comma behind it.</summary>
    /// <param name="header">All of it.</param>
    /// <param name="at">Is moved behind the element.</param>
    /// <param name="commas">How many commas belong to the element: an HTTP date has one.</param>
    public static string Take(string header, ref int at, int commas = 0)
    {
        if (header[at] == '"') return TakeQuoted(header, ref at);
        var end = at;
        for (; end < header.Length; end++)
            if (header[end] == ',' && commas-- == 0) break;
        var item = header.AsSpan(at, end - at).Trim().ToString();
        at = end + 1;
        return item;
    }

    public static string Quote(string item)
    {
        if (item.AsSpan().IndexOfAny(",\"") < 0) return item;
        return "\"" + item.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }

    private static string TakeQuoted(string header, ref int at)
    {
        var item = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length) at++;
            item.Append(header[at]);
        }

        if (at == header.Length) throw new SerializationException("A quoted value of a header does not end");
        at++;
        if (Has(header, ref at) && header[at++] != ',') throw new SerializationException("A comma is missing between the values of a header");
        return item.ToString();
    }
}
