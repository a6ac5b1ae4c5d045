using System.Text.RegularExpressions;

namespace Stepwell.Expressions.Paths;

/// <summary>
/// Reads the condition of a filter: <c>||</c> of <c>&amp;&amp;</c> of comparisons, existence checks, <c>!</c> and parentheses.
/// </summary>
internal static class FilterParser
{
    /// <summary>Longer operators before those that they start with.</summary>
    private static readonly (string Symbol, FilterOperator Operator)[] Symbols =
    [
        ("===", FilterOperator.StrictlyEqual),
        ("!==", FilterOperator.StrictlyNotEqual),
        ("==", FilterOperator.Equal),
        ("!=", FilterOperator.NotEqual),
        ("<=", FilterOperator.LessOrEqual),
        (">=", FilterOperator.GreaterOrEqual),
        ("<", FilterOperator.Less),
        (">", FilterOperator.Greater),
    ];

    private static readonly Dictionary<string, FilterOperator> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["in"] = FilterOperator.In,
        ["nin"] = FilterOperator.NotIn,
        ["subsetof"] = FilterOperator.SubsetOf,
        ["anyof"] = FilterOperator.AnyOf,
        ["noneof"] = FilterOperator.NoneOf,
        ["all"] = FilterOperator.All,
        ["contains"] = FilterOperator.Contains,
        ["size"] = FilterOperator.Size,
        ["empty"] = FilterOperator.Empty,
    };

    public static FilterNode? ParseParenthesized(Cursor cursor)
    {
        if (!cursor.Enter()) return null;
        cursor.Position++;
        var condition = ParseOr(cursor);
        if (condition is null) return null;
        cursor.SkipSpaces();
        if (!cursor.Take(')')) cursor.Fail("Expected ')'.");
        cursor.Leave();
        return cursor.Error is null ? condition : null;
    }

    private static FilterNode? ParseOr(Cursor cursor)
    {
        var left = ParseAnd(cursor);
        while (left is not null && TakeBetween(cursor, "||"))
        {
            left = ParseAnd(cursor) is { } right ? new FilterNode.Or(left, right) : null;
        }

        return left;
    }

    private static FilterNode? ParseAnd(Cursor cursor)
    {
        var left = ParseNot(cursor);
        while (left is not null && TakeBetween(cursor, "&&"))
        {
            left = ParseNot(cursor) is { } right ? new FilterNode.And(left, right) : null;
        }

        return left;
    }

    private static bool TakeBetween(Cursor cursor, string symbol)
    {
        cursor.SkipSpaces();
        return cursor.Take(symbol);
    }

    private static FilterNode? ParseNot(Cursor cursor)
    {
        cursor.SkipSpaces();
        if (cursor.At('(')) return ParseParenthesized(cursor);
        if (!cursor.Take('!')) return ParseComparison(cursor);
        if (!cursor.Enter()) return null;
        var operand = ParseNot(cursor);
        cursor.Leave();
        return operand is null ? null : new FilterNode.Not(operand);
    }

    private static FilterNode? ParseComparison(Cursor cursor)
    {
        if (ParseOperand(cursor) is not { } left) return null;
        cursor.SkipSpaces();
        if (cursor.Take("=~")) return ParsePattern(cursor) is { } pattern ? new FilterNode.Matches(left, pattern) : null;
        if (ParseOperator(cursor) is { } op) return ParseOperand(cursor) is { } right ? new FilterNode.Comparison(left, op, right) : null;
        if (cursor.Error is null && left is FilterOperand.Selection selection) return new FilterNode.Exists(selection.Path);
        cursor.Fail("Expected an operator.");
        return null;
    }

    private static FilterOperand? ParseOperand(Cursor cursor)
    {
        cursor.SkipSpaces();
        if (cursor.At('@') || cursor.At('$'))
        {
            return PathParser.ParseInFilter(cursor) is { } path ? new FilterOperand.Selection(path) : null;
        }

        return FilterLiteral.Parse(cursor) is { IsMissing: false } value ? new FilterOperand.Literal(value) : null;
    }

    private static FilterOperator? ParseOperator(Cursor cursor)
    {
        foreach (var (symbol, op) in Symbols)
        {
            if (cursor.Take(symbol)) return op;
        }

        var start = cursor.Position;
        while (char.IsAsciiLetter(cursor.Current)) cursor.Position++;
        if (cursor.Position == start) return null;
        if (Words.TryGetValue(cursor.From(start), out var word)) return word;
        cursor.Fail($"There is no operator '{cursor.From(start)}'.");
        return null;
    }

    /// <summary>
    /// Patterns run in linear time on any text, so that no definition can hold up the engine and the outcome never depends on a clock.
    /// The price is that back references and look-around are refused.
    /// </summary>
    private static Regex? ParsePattern(Cursor cursor)
    {
        cursor.SkipSpaces();
        var start = cursor.Position + 1;
        if (!cursor.Take('/')) return FailPattern(cursor, "Expected a pattern: /…/.");
        while (!cursor.AtEnd && !cursor.At('/')) cursor.Position += cursor.At('\\') ? 2 : 1;
        if (cursor.AtEnd) return FailPattern(cursor, "A pattern lacks its closing '/'.");

        var pattern = cursor.From(start);
        cursor.Position++;
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        while (char.IsAsciiLetter(cursor.Current)) options |= FlagOf(cursor.Text[cursor.Position++]);
        try
        {
            // A pattern that is none by itself could become one between these anchors; the line feed ends a comment in it.
            _ = new Regex(pattern, options);
            return new Regex($"\\A(?:{pattern}{(options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "\n" : "")})\\z", options);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return FailPattern(cursor, $"The pattern /{pattern}/ cannot be used: {e.Message}");
        }
    }

    private static RegexOptions FlagOf(char flag) => flag switch
    {
        'i' => RegexOptions.IgnoreCase,
        'm' => RegexOptions.Multiline,
        's' => RegexOptions.Singleline,
        'x' => RegexOptions.IgnorePatternWhitespace,
        _ => RegexOptions.None,
    };

    private static Regex? FailPattern(Cursor cursor, string message)
    {
        cursor.Fail(message);
        return null;
    }
}
