using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>The instant of the evaluation, and instants as text.</summary>
/// <remarks>https://docs.jsonata.org/date-time-functions</remarks>
internal static class TimeFunctions
{
    public static IEnumerable<NativeFunction> All =>
    [
        new("now", 2, "<s?s?:s>", static (in Arguments a) => DateTimePicture.Format(Millis(a), a.Text(0), a.Text(1), a.Evaluator)),
        new("millis", 0, "<:n>", static (in Arguments a) => Millis(a)),
        new("toMillis", 2, "<s-s?:n>", ToMillis),
        new("fromMillis", 3, "<n-s?s?:s>", static (in Arguments a) =>
            a.Number(0) is { } millis ? DateTimePicture.Format(millis, a.Text(1), a.Text(2), a.Evaluator) : default(Value)),
    ];

    private static double Millis(in Arguments arguments) => arguments.Evaluator.Now.ToUnixTimeMilliseconds();

    private static Value ToMillis(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        return DateTimePicture.Parse(text, arguments.Text(1), arguments.Evaluator.Now) is { } millis ? millis : default(Value);
    }
}
