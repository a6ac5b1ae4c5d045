using System.Collections.Immutable;
using System.Globalization;

namespace Stepwell.Expressions.Paths;

/// <summary>
/// Reads a path by hand, character by character. Where a path is part of something larger, a name ends at what may follow it there.
/// </summary>
internal static class PathParser
{
    /// <summary>Longest path in steps; keeps what is built along it within the depth that JSON may have.</summary>
    private const int MaxSteps = 500;

    private const string FilterTerminators = " \t\r\n)<>=!~&|,";
    private const string ArgumentTerminators = " \t\r\n),";

    public static JsonPath? ParseWhole(Cursor cursor)
    {
        var path = Parse(cursor, terminators: string.Empty, allowCurrent: false);
        if (path is null || cursor.AtEnd) return path;
        cursor.Fail($"Unexpected '{cursor.Current}'.");
        return null;
    }

    public static JsonPath? ParseInFilter(Cursor cursor) => Parse(cursor, FilterTerminators, allowCurrent: true);

    public static JsonPath? ParseArgument(Cursor cursor) => Parse(cursor, ArgumentTerminators, allowCurrent: false);

    private static JsonPath? Parse(Cursor cursor, string terminators, bool allowCurrent)
    {
        var start = cursor.Position;
        if (ParseRoot(cursor, allowCurrent, out var variableName) is not { } root) return null;

        var segments = ImmutableArray.CreateBuilder<Segment>();
        while (cursor.At('.') || cursor.At('['))
        {
            if (segments.Count >= MaxSteps) cursor.Fail("The path is too long.");
            if (cursor.Error is not null || !ParseStep(cursor, terminators, segments)) return null;
        }

        return new JsonPath(cursor.From(start), root, variableName, segments.ToImmutable());
    }

    private static PathRoot? ParseRoot(Cursor cursor, bool allowCurrent, out string? variableName)
    {
        variableName = null;
        if (allowCurrent && cursor.Take('@')) return PathRoot.Current;
        if (!cursor.Take('$'))
        {
            cursor.Fail("A path must start with '$'.");
            return null;
        }

        if (cursor.Take('$')) return PathRoot.Context;
        var start = cursor.Position;
        if (!StartsName(cursor.Current)) return PathRoot.Input;
        while (ContinuesName(cursor.Current)) cursor.Position++;
        variableName = cursor.From(start);
        return PathRoot.Variable;
    }

    private static bool StartsName(char c) => char.IsLetter(c) || c == '_' || char.IsSurrogate(c);

    private static bool ContinuesName(char c) => StartsName(c) || char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool ParseStep(Cursor cursor, string terminators, ImmutableArray<Segment>.Builder segments)
    {
        if (cursor.At('[')) return BracketParser.Parse(cursor, segments);

        cursor.Position++;
        if (cursor.Take('.')) segments.Add(new Segment.Descent());
        if (cursor.AtEnd) return cursor.Fail("A path must not end with '.'.");
        if (cursor.At('[')) return BracketParser.Parse(cursor, segments);
        if (cursor.At('*') && EndsStep(cursor.Next, terminators, cursor.Position + 1 >= cursor.Text.Length))
        {
            cursor.Position++;
            segments.Add(new Segment.Wildcard());
            return true;
        }

        return ParseName(cursor, terminators, segments);
    }

    private static bool ParseName(Cursor cursor, string terminators, ImmutableArray<Segment>.Builder segments)
    {
        var start = cursor.Position;
        while (!EndsStep(cursor.Current, terminators, cursor.AtEnd))
        {
            if (cursor.At(' ')) return cursor.Fail("A name with blanks must be written in brackets: ['my name'].");
            if (terminators.Length > 0 && cursor.StartsWith("()")) cursor.Position++;
            cursor.Position++;
        }

        if (cursor.Position == start) return cursor.Fail("Expected a name.");
        segments.Add(new Segment.Member(cursor.From(start)));
        return true;
    }

    private static bool EndsStep(char c, string terminators, bool atEnd) => atEnd || c is '.' or '[' || terminators.Contains(c);
}
