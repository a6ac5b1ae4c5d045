using System.Text;
using Stepwell.Expressions.Jsonata.Formatting;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A value as text where JavaScript turns any value into one by itself: what a regular expression is called with.</summary>
/// <remarks>ECMA-262, ToString, and Array.prototype.join.</remarks>
internal static class CoercedText
{
    public static string Of(in Value value, Evaluator evaluator) => value.Symbol() switch
    {
        's' => value.Text(),
        'n' => NumberText.Of(value.Number()),
        'b' => value.Json.GetBoolean() ? "true" : "false",
        'l' => "null",
        'm' => "undefined",
        'a' => Joined(value, evaluator),
        _ => "[object Object]",
    };

    private static string Joined(Value array, Evaluator evaluator)
    {
        evaluator.Enter();
        var text = evaluator.IsStackLow ? DeepStack.Run(() => JoinedHere(array, evaluator)) : JoinedHere(array, evaluator);
        evaluator.Leave();
        return text;
    }

    private static string JoinedHere(in Value array, Evaluator evaluator)
    {
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var item in new ValueItems(array))
        {
            var before = text.Length;
            if (!isFirst) text.Append(',');
            if (item.Symbol() is not ('l' or 'm')) text.Append(Of(item, evaluator));
            evaluator.Charge(2L * (text.Length - before));
            isFirst = false;
        }

        return text.ToString();
    }
}
