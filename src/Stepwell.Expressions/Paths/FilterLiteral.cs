using System.Text;
using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Paths;

/// <summary>
/// Reads a literal in a filter: JSON, with single quotes as well as double ones. A bare word is read as a string.
/// Missing after an error.
/// </summary>
internal static class FilterLiteral
{
    public static JsonValue Parse(Cursor cursor)
    {
        cursor.SkipSpaces();
        return cursor.Current switch
        {
            '\'' or '"' => ParseString(cursor),
            '[' => ParseArray(cursor),
            '{' => ParseObject(cursor),
            _ => ParseWord(cursor),
        };
    }

    private static JsonValue ParseWord(Cursor cursor)
    {
        var start = cursor.Position;
        while (char.IsLetterOrDigit(cursor.Current) || cursor.Current is '-' or '+' or '.' or '_') cursor.Position++;
        var word = cursor.From(start);
        if (word.Length == 0) return Fail(cursor, "Expected a value.");
        return JsonValue.TryParse(word, out var value, out _) ? value : JsonValue.String(word);
    }

    private static JsonValue ParseString(Cursor cursor)
    {
        var quote = cursor.Current;
        var text = new StringBuilder();
        for (cursor.Position++; !cursor.AtEnd; cursor.Position++)
        {
            if (cursor.Take(quote)) return JsonValue.String(text.ToString());
            text.Append(cursor.At('\\') ? ParseEscape(cursor) : cursor.Current);
        }

        return Fail(cursor, $"A string lacks its closing {quote}.");
    }

    /// <summary>Leaves the cursor on the last character of the escape.</summary>
    private static char ParseEscape(Cursor cursor)
    {
        cursor.Position++;
        if (cursor.At('u') && TryParseCode(cursor.Text.AsSpan(cursor.Position + 1), out var code))
        {
            cursor.Position += 4;
            return (char)code;
        }

        return cursor.Current switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            var other => other,
        };
    }

    private static bool TryParseCode(ReadOnlySpan<char> text, out ushort code)
    {
        code = 0;
        return text.Length >= 4 && HexDigits.TryParse(text[..4], out code);
    }

    private static JsonValue ParseArray(Cursor cursor)
    {
        if (!cursor.Enter()) return default;
        var items = new JsonArrayBuilder();
        cursor.Position++;
        for (cursor.SkipSpaces(); !cursor.Take(']'); cursor.SkipSpaces())
        {
            if (items.Count > 0 && !cursor.Take(',')) return Fail(cursor, "Expected ',' or ']'.");
            if (Parse(cursor) is not { IsMissing: false } item) return default;
            items.Add(item);
        }

        cursor.Leave();
        return items.Build();
    }

    private static JsonValue ParseObject(Cursor cursor)
    {
        if (!cursor.Enter()) return default;
        var members = new JsonObjectBuilder();
        cursor.Position++;
        for (cursor.SkipSpaces(); !cursor.Take('}'); cursor.SkipSpaces())
        {
            if (members.Count > 0 && !cursor.Take(',')) return Fail(cursor, "Expected ',' or '}'.");
            if (Parse(cursor) is not { IsString: true } name) return Fail(cursor, "Expected a name.");
            cursor.SkipSpaces();
            if (!cursor.Take(':')) return Fail(cursor, "Expected ':'.");
            if (Parse(cursor) is not { IsMissing: false } value) return default;
            members.Add(name, value);
        }

        cursor.Leave();
        return members.Build();
    }

    private static JsonValue Fail(Cursor cursor, string message)
    {
        cursor.Fail(message);
        return default;
    }
}
