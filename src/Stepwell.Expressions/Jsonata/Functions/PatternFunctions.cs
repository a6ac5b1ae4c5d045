using System.Text;
using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>Functions that look for texts or regular expressions in a text.</summary>
/// <remarks>https://docs.jsonata.org/string-functions</remarks>
internal static class PatternFunctions
{
    public static IEnumerable<NativeFunction> All =>
    [
        new("contains", 2, "<s-(sf):b>", Contains),
        new("match", 3, "<s-f<s:o>n?:a<o>>", Match),
        new("replace", 4, "<s-(sf)(sf)n?:s>", Replace),
        new("split", 3, "<s-(sf)n?:a<s>>", Split),
    ];

    private static Value Contains(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text || arguments[1].IsUndefined) return default;
        return arguments.Text(1) is { } token
            ? text.Contains(token, StringComparison.Ordinal)
            : new Matching(FunctionAt(arguments, 1), text, arguments.Site).IsFound;
    }

    private static Value Match(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        var limit = LimitOf(arguments, 2, "D3040");
        var result = new Items(isSequence: true);
        if (!(limit > 0)) return new Value(result);
        var matching = new Matching(FunctionAt(arguments, 1), text, arguments.Site);
        for (; matching.IsFound && result.Count < limit; matching.Advance())
        {
            var match = new Members(3);
            match.Set("match", matching.Text);
            match.Set("index", matching.Start);
            match.Set("groups", matching.Groups);
            arguments.Evaluator.Charge(200 + 2L * matching.Text.Length);
            result.Add(new Value(match));
        }

        return new Value(result);
    }

    private static Value Split(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        var limit = LimitOf(arguments, 2, "D3020");
        var result = new Items();
        if (!(limit > 0)) return new Value(result);
        if (arguments.Text(1) is { } separator)
        {
            SplitAt(separator, text, Math.Truncate(limit), result);
            return new Value(result);
        }

        var matching = new Matching(FunctionAt(arguments, 1), text, arguments.Site);
        var start = 0d;
        for (; matching.IsFound && result.Count < limit; matching.Advance())
        {
            result.Add(Part(text, start, matching.Start));
            start = matching.End;
        }

        if (result.Count < limit) result.Add(Part(text, start, text.Length));
        return new Value(result);
    }

    private static void SplitAt(string separator, string text, double limit, Items result)
    {
        if (separator.Length == 0)
        {
            for (var i = 0; i < text.Length && i < limit; i++) result.Add(text[i].ToString());
            return;
        }

        foreach (var part in text.AsSpan().Split(separator))
        {
            if (result.Count >= limit) return;
            result.Add(text[part]);
        }
    }

    private static Value Replace(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        var pattern = arguments.Text(1);
        if (pattern is { Length: 0 }) throw new JsonataException("D3010", arguments[1].Json) { Argument = 2 };
        var limit = LimitOf(arguments, 3, "D3011");
        if (!(limit > 0)) return text;
        return pattern is null ? ReplaceMatches(arguments, text, limit) : ReplaceText(arguments, text, pattern, limit);
    }

    private static Value ReplaceText(in Arguments arguments, string text, string pattern, double limit)
    {
        var replacement = TextForm.Of(arguments[2], arguments.Evaluator);
        var result = new StringBuilder();
        var position = 0;
        var index = text.IndexOf(pattern, StringComparison.Ordinal);
        for (var count = 0; index >= 0 && count < limit; count++)
        {
            arguments.Evaluator.Charge(2L * (index - position + replacement.Length));
            result.Append(text, position, index - position).Append(replacement);
            position = index + pattern.Length;
            index = text.IndexOf(pattern, position, StringComparison.Ordinal);
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    private static Value ReplaceMatches(in Arguments arguments, string text, double limit)
    {
        var result = new StringBuilder();
        var position = 0d;
        var matching = new Matching(FunctionAt(arguments, 1), text, arguments.Site);
        for (var count = 0; matching.IsFound && count < limit; count++, matching.Advance())
        {
            var before = result.Length;
            result.Append(Part(text, position, matching.Start)).Append(ReplacementFor(matching, arguments));
            arguments.Evaluator.Charge(2L * (result.Length - before));
            position = matching.Start + matching.Text.Length;
        }

        return result.Append(Part(text, position, text.Length)).ToString();
    }

    private static string ReplacementFor(Matching matching, in Arguments arguments)
    {
        if (arguments.Text(2) is { } template) return ReplacementText.Expand(template, matching.Text, matching.Captures);
        var value = arguments.Evaluator.Apply(FunctionAt(arguments, 2), [matching.AsObject], arguments.Site);
        return value.IsString ? value.Text() : throw new JsonataException("D3012", value.ToJsonOrNull());
    }

    /// <summary>How many at most; infinite where nothing says.</summary>
    private static double LimitOf(in Arguments arguments, int index, string code)
    {
        var limit = arguments.Number(index) ?? double.PositiveInfinity;
        return limit < 0 ? throw new JsonataException(code, arguments[index].ToJsonOrNull()) { Argument = index + 1 } : limit;
    }

    private static Function FunctionAt(in Arguments arguments, int index) => arguments[index].Function ?? throw new JsonataException("T1006");

    private static string Part(string text, double start, double end)
    {
        var from = (int)Math.Clamp(Math.Min(start, end), 0, text.Length);
        var to = (int)Math.Clamp(Math.Max(start, end), 0, text.Length);
        return text[from..to];
    }
}
