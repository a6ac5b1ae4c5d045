using System.Text;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <remarks>https://docs.jsonata.org/string-functions</remarks>
internal static class TextFunctions
{
    public static IEnumerable<NativeFunction> All =>
    [
        new("string", 1, "<x-b?:s>", String),
        new("substring", 3, "<s-nn?:s>", Substring),
        new("substringBefore", 2, "<s-s:s>", static (in Arguments a) => Around(a, isBefore: true)),
        new("substringAfter", 2, "<s-s:s>", static (in Arguments a) => Around(a, isBefore: false)),
        new("lowercase", 1, "<s-:s>", static (in Arguments a) => a.Text(0) is { } text ? LetterCase.Lower(text) : default(Value)),
        new("uppercase", 1, "<s-:s>", static (in Arguments a) => a.Text(0) is { } text ? LetterCase.Upper(text) : default(Value)),
        new("length", 1, "<s-:n>", static (in Arguments a) => a.Text(0) is { } text ? (double)CodePoints.Count(text) : default(Value)),
        new("trim", 1, "<s-:s>", static (in Arguments a) => a.Text(0) is { } text ? Trim(text) : default(Value)),
        new("pad", 3, "<s-ns?:s>", Pad),
        new("join", 2, "<a<s>s?:s>", Join),
    ];

    private static Value String(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var isIndented = arguments[1].IsBoolean && arguments[1].Json.GetBoolean();
        var text = TextForm.Of(arguments[0], arguments.Evaluator, isIndented);
        arguments.Evaluator.Charge(2L * text.Length);
        return text;
    }

    private static Value Substring(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        if (arguments.Number(1) is not { } start) return arguments.Number(2) is null ? text : string.Empty;
        var count = CodePoints.Count(text);
        if (count + start < 0) start = 0;
        if (arguments.Number(2) is not { } length) return CodePoints.Slice(text, start, count);
        if (length <= 0) return string.Empty;
        return CodePoints.Slice(text, start, start >= 0 ? start + length : count + start + length);
    }

    private static Value Around(in Arguments arguments, bool isBefore)
    {
        if (arguments.Text(0) is not { } text) return default;
        if (arguments.Text(1) is not { } separator) return text;
        var position = text.IndexOf(separator, StringComparison.Ordinal);
        if (position < 0) return text;
        return isBefore ? text[..position] : text[(position + separator.Length)..];
    }

    /// <summary>Runs of white space become one space, those at the ends nothing.</summary>
    private static string Trim(string text)
    {
        var result = new StringBuilder(text.Length);
        var isAfterSpace = false;
        foreach (var unit in text)
        {
            var isSpace = unit is ' ' or '\t' or '\n' or '\r';
            if (!isSpace && isAfterSpace && result.Length > 0) result.Append(' ');
            if (!isSpace) result.Append(unit);
            isAfterSpace = isSpace;
        }

        return result.ToString();
    }

    private static Value Pad(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        var width = Math.Truncate(arguments.Number(1) ?? 0);
        var missing = Math.Abs(width) - CodePoints.Count(text);
        if (!(missing > 0)) return text;
        var filling = arguments.Text(2) is { Length: > 0 } given ? given : " ";
        arguments.Evaluator.Charge((long)Math.Min(missing * 2 * filling.Length, long.MaxValue / 4));
        var repeated = new StringBuilder();
        while (repeated.Length < missing * filling.Length) repeated.Append(filling);
        var padding = filling.Length == 1 ? repeated.ToString() : CodePoints.Slice(repeated.ToString(), 0, missing);
        return width > 0 ? text + padding : padding + text;
    }

    private static Value Join(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var separator = arguments.Text(1) ?? string.Empty;
        var result = new StringBuilder();
        var isFirst = true;
        foreach (var item in new ValueItems(arguments[0].Array()))
        {
            var before = result.Length;
            if (!isFirst) result.Append(separator);
            // Others than texts come through a partial application only.
            if (item.Symbol() is not ('l' or 'm')) result.Append(CoercedText.Of(item, arguments.Evaluator));
            arguments.Evaluator.Charge(2L * (result.Length - before));
            arguments.Evaluator.Tick();
            isFirst = false;
        }

        return result.ToString();
    }
}
