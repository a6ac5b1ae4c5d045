using System.Globalization;

namespace Stepwell.States.Parsing;

/// <summary>A place in JSON text as the service's JSON reader writes it: the text, cut after 500 characters, line and column.</summary>
internal static class SourceLocation
{
    private const int MaxSnippet = 500;

    public static string Of(string text, int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        var cut = text.Length - MaxSnippet;
        var snippet = cut > 0 ? $"\"{text[..MaxSnippet]}\"[truncated {cut} chars]" : $"\"{text}\"";
        return string.Create(CultureInfo.InvariantCulture, $"[Source: (String){snippet}; line: {line}, column: {column}]");
    }
}
