using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <remarks>https://docs.jsonata.org/numeric-functions and aggregation-functions</remarks>
internal static class NumberFunctions
{
    public static NativeFunction Random { get; } =
        new("random", 0, "<:n>", static (in Arguments a) => a.Evaluator.Services.Random.NextDouble());

    public static IEnumerable<NativeFunction> All =>
    [
        new("sum", 1, "<a<n>:n>", static (in Arguments a) => a[0].IsUndefined ? default(Value) : Total(a[0].Array())),
        new("count", 1, "<a:n>", static (in Arguments a) => a[0].IsUndefined ? 0 : (double)a[0].Array().Count),
        new("max", 1, "<a<n>:n>", static (in Arguments a) => Fold(a[0].Array(), Math.Max)),
        new("min", 1, "<a<n>:n>", static (in Arguments a) => Fold(a[0].Array(), Math.Min)),
        new("average", 1, "<a<n>:n>", static (in Arguments a) => a[0].Array().Count == 0 ? default(Value) : Total(a[0]) / a[0].Count),
        new("number", 1, "<(nsb)-:n>", Number),
        new("floor", 1, "<n-:n>", static (in Arguments a) => Map(a, Math.Floor)),
        new("ceil", 1, "<n-:n>", static (in Arguments a) => Map(a, Math.Ceiling)),
        new("abs", 1, "<n-:n>", static (in Arguments a) => Map(a, Math.Abs)),
        new("round", 2, "<n-n?:n>", static (in Arguments a) => Round(a[0], a.Number(1) ?? 0)),
        new("sqrt", 1, "<n-:n>", Sqrt),
        new("power", 2, "<n-n:n>", Power),
        new("boolean", 1, "<x-:b>", static (in Arguments a) => a[0].IsUndefined ? default(Value) : Truth.Of(a[0])),
        new("not", 1, "<x-:b>", static (in Arguments a) => a[0].IsUndefined ? default(Value) : !Truth.Of(a[0])),
        new("formatNumber", 3, "<n-so?:s>", FormatNumber),
        new("formatBase", 2, "<n-n?:s>", static (in Arguments a) =>
            a.Number(0) is { } number ? NumberText.InBase(number, a.Number(1) ?? 10) : default(Value)),
        new("formatInteger", 2, "<n-s:s>", static (in Arguments a) =>
            a.Number(0) is { } number ? IntegerPicture.Format(number, a.Text(1) ?? string.Empty) : default(Value)),
        new("parseInteger", 2, "<s-s:n>", static (in Arguments a) =>
            a.Text(0) is { } text && IntegerPicture.Parse(text, a.Text(1) ?? string.Empty) is { } number ? number : default(Value)),
    ];

    private static double Total(in Value numbers)
    {
        var total = 0d;
        foreach (var number in new ValueItems(numbers)) total += number.Number();
        return total;
    }

    private static Value Fold(in Value numbers, Func<double, double, double> choose)
    {
        if (numbers.Count == 0) return default;
        var chosen = numbers[0].Number();
        foreach (var number in new ValueItems(numbers)) chosen = choose(chosen, number.Number());
        return chosen;
    }

    private static Value Map(in Arguments arguments, Func<double, double> function) =>
        arguments.Number(0) is { } number ? function(number) : default(Value);

    private static Value Round(in Value value, double precision)
    {
        if (value.IsUndefined) return default;
        var number = value.Number();
        return double.IsFinite(number) ? JavaScriptNumber.Round(number, precision) : number;
    }

    private static Value Number(in Arguments arguments)
    {
        var value = arguments[0];
        if (value.IsUndefined || value.IsNumber) return value;
        if (value.IsBoolean) return value.Json.GetBoolean() ? 1d : 0d;
        return value.IsString && NumberText.TryParse(value.Text(), out var number)
            ? number
            : throw new JsonataException("D3030", value.ToJsonOrNull()) { Argument = 1 };
    }

    private static Value Sqrt(in Arguments arguments)
    {
        if (arguments.Number(0) is not { } number) return default;
        return number < 0 ? throw new JsonataException("D3060", arguments[0].ToJsonOrNull()) { Argument = 1 } : Math.Sqrt(number);
    }

    private static Value Power(in Arguments arguments)
    {
        if (arguments.Number(0) is not { } number) return default;
        var exponent = arguments.Number(1) ?? double.NaN;
        var result = double.IsNaN(exponent) ? exponent : Math.Pow(number, exponent);
        return double.IsFinite(result)
            ? result
            : throw new JsonataException("D3061", arguments[0].ToJsonOrNull()) { Argument = 1, Other = arguments[1].ToJsonOrNull() };
    }

    private static Value FormatNumber(in Arguments arguments)
    {
        if (arguments.Number(0) is not { } number) return default;
        return NumberPicture.Format(number, arguments.Text(1) ?? string.Empty, JsonResult.Of(arguments[2], arguments.Evaluator));
    }
}
