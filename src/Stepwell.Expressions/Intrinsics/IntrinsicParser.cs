using System.Collections.Immutable;
using System.Text;
using Stepwell.Expressions.Paths;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

/// <summary>
/// Reads a call of an intrinsic function. Whether the number of arguments is right shows only when it is called, as with Step Functions;
/// a literal of a kind that the function never takes is refused here, since such a call cannot succeed.
/// </summary>
internal static class IntrinsicParser
{
    private const string Prefix = "States.";
    private const int MaxNesting = 10;

    public static bool StartsCall(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    public static IntrinsicCall? ParseWhole(Cursor cursor)
    {
        var call = ParseCall(cursor, depth: 1);
        if (call is null || cursor.AtEnd) return call;
        cursor.Fail($"Unexpected '{cursor.Current}' after the function.");
        return null;
    }

    private static IntrinsicCall? ParseCall(Cursor cursor, int depth)
    {
        var start = cursor.Position;
        if (depth > MaxNesting) cursor.Fail($"Functions may be nested {MaxNesting} deep.");
        if (cursor.Error is not null || ParseName(cursor) is not { } function) return null;
        if (ParseArguments(cursor, function, depth) is not { } arguments) return null;
        return new IntrinsicCall(cursor.From(start), function, arguments);
    }

    private static IntrinsicFunction? ParseName(Cursor cursor)
    {
        var start = cursor.Position;
        while (char.IsLetterOrDigit(cursor.Current) || cursor.At('.')) cursor.Position++;
        var name = cursor.From(start);
        var function = IntrinsicFunctions.Find(name);
        if (function is null) cursor.Fail($"There is no function '{name}'.");
        return function;
    }

    private static ImmutableArray<IntrinsicArgument>? ParseArguments(Cursor cursor, IntrinsicFunction function, int depth)
    {
        if (!cursor.Take('(')) cursor.Fail("Expected '('.");
        var arguments = ImmutableArray.CreateBuilder<IntrinsicArgument>();
        cursor.SkipSpaces();
        while (cursor.Error is null && !cursor.Take(')'))
        {
            if (arguments.Count > 0 && !cursor.Take(',')) cursor.Fail("Expected ',' or ')'.");
            cursor.SkipSpaces();
            var start = cursor.Position;
            if (cursor.Error is not null || ParseArgument(cursor, function, arguments.Count, depth) is not { } argument) return null;
            if (argument is IntrinsicArgument.Literal literal && !function.AcceptsAt(arguments.Count, literal.Value))
            {
                cursor.Fail($"{function.Name} does not take {cursor.From(start)} as argument {arguments.Count + 1}.");
            }

            arguments.Add(argument);
            cursor.SkipSpaces();
        }

        return cursor.Error is null ? arguments.ToImmutable() : null;
    }

    private static IntrinsicArgument? ParseArgument(Cursor cursor, IntrinsicFunction function, int position, int depth)
    {
        if (cursor.At('$')) return PathParser.ParseArgument(cursor) is { } path ? new IntrinsicArgument.Path(path) : null;
        if (cursor.StartsWith(Prefix)) return ParseCall(cursor, depth + 1) is { } call ? new IntrinsicArgument.Call(call) : null;

        // The escapes in a template mean something to States.Format itself, whether the template is written out or comes from a path.
        var isTemplate = function.Name == StringFunctions.FormatName && position == 0;
        var literal = cursor.At('\'') ? ParseString(cursor, keepEscapes: isTemplate) : ParseWord(cursor);
        return literal.IsMissing ? null : new IntrinsicArgument.Literal(literal);
    }

    /// <summary>The language knows four escapes: <c>\'</c>, <c>\\</c>, <c>\{</c> and <c>\}</c>.</summary>
    private static JsonValue ParseString(Cursor cursor, bool keepEscapes)
    {
        var text = new StringBuilder();
        for (cursor.Position++; !cursor.Take('\''); cursor.Position++)
        {
            if (cursor.AtEnd) return Fail(cursor, "A string lacks its closing '.");
            if (cursor.At('\\'))
            {
                if (cursor.Next is not ('\'' or '\\' or '{' or '}')) return Fail(cursor, $"There is no escape \\{cursor.Next}.");
                if (keepEscapes) text.Append('\\');
                cursor.Position++;
            }

            text.Append(cursor.Current);
        }

        return JsonValue.String(text.ToString());
    }

    private static JsonValue ParseWord(Cursor cursor)
    {
        var start = cursor.Position;
        while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current is '-' or '+' or '.') cursor.Position++;
        var word = cursor.From(start);
        return JsonValue.TryParse(word, out var value, out _) ? value : Fail(cursor, "Expected an argument.");
    }

    private static JsonValue Fail(Cursor cursor, string message)
    {
        cursor.Fail(message);
        return default;
    }
}
