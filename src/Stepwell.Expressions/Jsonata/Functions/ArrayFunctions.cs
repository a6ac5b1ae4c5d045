using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <remarks>https://docs.jsonata.org/array-functions</remarks>
internal static class ArrayFunctions
{
    public static IEnumerable<NativeFunction> All =>
    [
        new("append", 2, "<xx:a>", static (in Arguments a) => Append.Of(a[0], a[1], a.Evaluator)),
        new("exists", 1, "<x:b>", static (in Arguments a) => !a[0].IsUndefined),
        new("reverse", 1, "<a:a>", Reverse),
        new("shuffle", 1, "<a:a>", Shuffle),
        new("distinct", 1, "<x:x>", Distinct),
        new("zip", 0, "<a+>", Zip),
        new("sort", 2, "<af?:a>", SortFunction.Sort),
    ];

    private static Value Reverse(in Arguments arguments)
    {
        if (arguments[0].Count <= 1) return arguments[0];
        var values = arguments[0].AsItems().ToArray();
        Array.Reverse(values);
        return new Value(Items.Of(values));
    }

    private static Value Shuffle(in Arguments arguments)
    {
        if (arguments[0].Count <= 1) return arguments[0];
        var values = arguments[0].AsItems().ToArray();
        arguments.Evaluator.Services.Random.Shuffle(values);
        return new Value(Items.Of(values));
    }

    private static Value Distinct(in Arguments arguments)
    {
        var array = arguments[0];
        if (array.Count <= 1) return array;
        var evaluator = arguments.Evaluator;
        var results = new Items(isSequence: array.IsSequence);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<double>();
        var others = new List<Value>();
        foreach (var item in new ValueItems(array))
        {
            evaluator.Tick();
            var isNew = item.IsString ? texts.Add(item.Text()) : item.IsNumber ? numbers.Add(item.Number()) : IsNew(item, others, evaluator);
            if (isNew) results.Add(item);
        }

        return new Value(results);
    }

    private static bool IsNew(in Value item, List<Value> others, Evaluator evaluator)
    {
        foreach (var other in others)
        {
            evaluator.Tick();
            if (Equality.AreEqual(item, other, evaluator)) return false;
        }

        others.Add(item);
        return true;
    }

    private static Value Zip(in Arguments arguments)
    {
        var length = int.MaxValue;
        for (var i = 0; i < arguments.Count; i++) length = Math.Min(length, arguments[i].Count);
        var result = new Items();
        if (arguments.Count == 0) return new Value(result);
        arguments.Evaluator.Charge((64L + 24 * arguments.Count) * length);
        var columns = new Items[arguments.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = arguments[i].IsArray ? arguments[i].AsItems() : new Items();
        for (var row = 0; row < length; row++)
        {
            var index = row;
            result.Add(new Value(Items.Of(Array.ConvertAll(columns, column => column[index]))));
        }

        return new Value(result);
    }
}
