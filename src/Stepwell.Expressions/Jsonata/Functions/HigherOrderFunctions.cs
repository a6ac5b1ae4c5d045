using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>Functions that call another one for each item or member.</summary>
/// <remarks>https://docs.jsonata.org/higher-order-functions</remarks>
internal static class HigherOrderFunctions
{
    public static IEnumerable<NativeFunction> All =>
    [
        new("map", 2, "<af>", Map),
        new("filter", 2, "<af>", FilterItems),
        new("single", 2, "<af?>", Single),
        new("reduce", 3, "<afj?:j>", Reduce),
        new("each", 2, "<o-f:a>", Each),
        new("sift", 2, "<o-f?:o>", Sift),
    ];

    private static Value Map(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var function = FunctionOf(arguments);
        var result = new Items(isSequence: true);
        var index = 0;
        foreach (var item in new ValueItems(arguments[0]))
        {
            var value = arguments.Evaluator.ApplyTo(function, item, (double)index++, arguments[0], arguments.Site);
            if (!value.IsUndefined) result.Add(value);
        }

        return new Value(result);
    }

    private static Value FilterItems(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var function = FunctionOf(arguments);
        var result = new Items(isSequence: true);
        var index = 0;
        foreach (var item in new ValueItems(arguments[0]))
        {
            if (Truth.Of(arguments.Evaluator.ApplyTo(function, item, (double)index++, arguments[0], arguments.Site))) result.Add(item);
        }

        return new Value(result);
    }

    private static Value Single(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var function = arguments[1].Function;
        var isFound = false;
        var result = default(Value);
        var index = 0;
        foreach (var item in new ValueItems(arguments[0]))
        {
            var position = (double)index++;
            if (function is not null && !Truth.Of(arguments.Evaluator.ApplyTo(function, item, position, arguments[0], arguments.Site))) continue;
            if (isFound) throw new JsonataException("D3138");
            isFound = true;
            result = item;
        }

        return isFound ? result : throw new JsonataException("D3139");
    }

    private static Value Reduce(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var function = FunctionOf(arguments);
        if (function.Arity < 2) throw new JsonataException("D3050") { Argument = 1 };
        var result = arguments[2];
        var startsWithFirst = result.IsUndefined;
        var index = 0;
        foreach (var item in new ValueItems(arguments[0]))
        {
            var position = (double)index++;
            if (startsWithFirst && position == 0)
            {
                result = item;
                continue;
            }

            Value[] values = function.Arity switch
            {
                2 => [result, item],
                3 => [result, item, position],
                _ => [result, item, position, arguments[0]],
            };
            result = arguments.Evaluator.Apply(function, values, arguments.Site with { Input = JsonValue.Null });
        }

        return result;
    }

    private static Value Each(in Arguments arguments)
    {
        var function = FunctionOf(arguments);
        var result = new Items(isSequence: true);
        foreach (var member in new ValueMembers(arguments[0]))
        {
            var value = arguments.Evaluator.ApplyTo(function, member.Value, member.NameValue, arguments[0], arguments.Site);
            if (!value.IsUndefined) result.Add(value);
        }

        return new Value(result);
    }

    private static Value Sift(in Arguments arguments)
    {
        var result = new Members();
        foreach (var member in new ValueMembers(arguments[0]))
        {
            var function = FunctionOf(arguments);
            if (Truth.Of(arguments.Evaluator.ApplyTo(function, member.Value, member.NameValue, arguments[0], arguments.Site)))
                result.Set(member.Name, member.Value);
        }

        return result.Count == 0 ? default : new Value(result);
    }

    private static Function FunctionOf(in Arguments arguments) => arguments[1].Function ?? throw new JsonataException("T1006");
}
