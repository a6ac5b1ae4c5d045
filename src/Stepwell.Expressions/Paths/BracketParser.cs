using System.Collections.Immutable;
using System.Globalization;

namespace Stepwell.Expressions.Paths;

/// <summary>Reads what stands in square brackets: names, indexes, slices, <c>*</c> and filters.</summary>
internal static class BracketParser
{
    public static bool Parse(Cursor cursor, ImmutableArray<Segment>.Builder segments)
    {
        if (!cursor.Enter()) return false;
        cursor.Position++;
        cursor.SkipSpaces();
        var segment = cursor.Current switch
        {
            '\'' or '"' => ParseNames(cursor),
            '*' => ParseWildcard(cursor),
            '?' => ParseFilter(cursor),
            '(' => ParseFromEnd(cursor),
            _ => ParseIndexes(cursor),
        };
        if (segment is null) return false;

        cursor.SkipSpaces();
        if (!cursor.Take(']')) return cursor.Fail("Expected ']'.");
        segments.Add(segment);
        cursor.Leave();
        return true;
    }

    private static Segment? ParseNames(Cursor cursor)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            cursor.SkipSpaces();
            if (ParseQuotedName(cursor) is not { } name) return null;
            names.Add(name);
            cursor.SkipSpaces();
        }
        while (cursor.Take(','));

        return names.Count == 1 ? new Segment.Member(names[0]) : new Segment.Members(names.ToImmutable());
    }

    /// <summary>As with Step Functions a backslash stands for itself, but one before the quote keeps that from ending the name.</summary>
    private static string? ParseQuotedName(Cursor cursor)
    {
        var quote = cursor.Current;
        if (quote is not ('\'' or '"'))
        {
            cursor.Fail("Expected a name in quotes.");
            return null;
        }

        var start = ++cursor.Position;
        while (!cursor.AtEnd && !cursor.At(quote)) cursor.Position += cursor.At('\\') && cursor.Next == quote ? 2 : 1;
        if (cursor.AtEnd)
        {
            cursor.Fail($"A name lacks its closing {quote}.");
            return null;
        }

        var name = cursor.From(start);
        cursor.Position++;
        return name.Replace($"\\{quote}", quote.ToString(), StringComparison.Ordinal);
    }

    private static Segment.Wildcard ParseWildcard(Cursor cursor)
    {
        cursor.Position++;
        return new Segment.Wildcard();
    }

    private static Segment.Filter? ParseFilter(Cursor cursor)
    {
        cursor.Position++;
        cursor.SkipSpaces();
        if (!cursor.At('('))
        {
            cursor.Fail("Expected '(' after '?'.");
            return null;
        }

        return FilterParser.ParseParenthesized(cursor) is { } condition ? new Segment.Filter(condition) : null;
    }

    /// <summary>
    /// <c>(@.length-1)</c>: the script of the first JSONPath article for an index from the end, still found in definitions.
    /// </summary>
    private static Segment.Element? ParseFromEnd(Cursor cursor)
    {
        var distance = cursor.Take("(@.length-") ? ParseInteger(cursor) : null;
        if (distance > 0 && cursor.Take(')')) return new Segment.Element(-distance.Value);
        cursor.Fail("Expected ?, ', 0-9 or *.");
        return null;
    }

    private static Segment? ParseIndexes(Cursor cursor)
    {
        int? first = cursor.At(':') ? null : ParseInteger(cursor);
        if (cursor.Error is not null) return null;
        cursor.SkipSpaces();
        if (cursor.At(':')) return ParseSlice(cursor, first);
        if (!cursor.At(',')) return new Segment.Element(first!.Value);

        var indexes = ImmutableArray.CreateBuilder<int>();
        indexes.Add(first!.Value);
        while (cursor.Take(','))
        {
            cursor.SkipSpaces();
            if (ParseInteger(cursor) is not { } index) return null;
            indexes.Add(index);
            cursor.SkipSpaces();
        }

        return new Segment.Elements(indexes.ToImmutable());
    }

    private static Segment.Slice? ParseSlice(Cursor cursor, int? start)
    {
        var end = ParseOptionalAfterColon(cursor);
        var step = cursor.Error is null && cursor.At(':') ? ParseOptionalAfterColon(cursor) : null;
        if (step is <= 0) cursor.Fail("The step of a slice must be positive.");
        return cursor.Error is null ? new Segment.Slice(start, end, step ?? 1) : null;
    }

    private static int? ParseOptionalAfterColon(Cursor cursor)
    {
        cursor.Position++;
        cursor.SkipSpaces();
        var number = cursor.At(':') || cursor.At(']') ? null : ParseInteger(cursor);
        cursor.SkipSpaces();
        return number;
    }

    private static int? ParseInteger(Cursor cursor)
    {
        var start = cursor.Position;
        cursor.Take('-');
        while (char.IsAsciiDigit(cursor.Current)) cursor.Position++;
        if (int.TryParse(cursor.From(start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        cursor.Fail("Expected ?, ', 0-9 or *.");
        return null;
    }
}
