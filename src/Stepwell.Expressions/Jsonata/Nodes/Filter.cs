using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>What a predicate in brackets does: picks by index, or keeps the items for which it is true or gives their index.</summary>
internal static class Filter
{
    public static Value Apply(Node predicate, in Value input, Frame frame, Evaluator evaluator)
    {
        if (predicate is LiteralNode { IsNumber: true } index) return At(input, index.Number);
        var results = new Items(isSequence: true) { IsTupleStream = input.Computed is Items { IsTupleStream: true } };
        var count = input.IsArray ? input.Count : 1;
        if (!input.IsArray)
        {
            Test(predicate, input, 0, count, results, frame, evaluator);
        }
        else
        {
            var position = 0;
            foreach (var item in new ValueItems(input)) Test(predicate, item, position++, count, results, frame, evaluator);
        }

        evaluator.Charge(results.Size);
        return new Value(results);
    }

    private static Value At(in Value input, double number)
    {
        var count = input.IsArray ? input.Count : 1;
        var index = Math.Floor(number);
        if (index < 0) index += count;
        var isTupleStream = input.Computed is Items { IsTupleStream: true };
        var results = new Items(isSequence: true) { IsTupleStream = isTupleStream };
        if (!(index >= 0 && index < count)) return new Value(results);
        var item = input.IsArray ? input[(int)index] : input;
        if (item.IsArray) return item;
        if (!item.IsUndefined) results.Add(item);
        return new Value(results);
    }

    private static void Test(Node predicate, in Value item, int position, int count, Items results, Frame frame, Evaluator evaluator)
    {
        var row = results.IsTupleStream ? item.Computed as TupleRow : null;
        var outcome = row is null
            ? predicate.Evaluate(item, frame, evaluator)
            : predicate.Evaluate(row.Context, new Frame(frame, row.Bindings), evaluator);
        if (outcome.TryGetNumber(out var number)) AddIfAt(number, item, position, count, results);
        else if (IsArrayOfNumbers(outcome)) AddForEach(outcome, item, position, count, results);
        else if (Truth.Of(outcome)) results.Add(item);
    }

    private static void AddForEach(in Value numbers, in Value item, int position, int count, Items results)
    {
        foreach (var number in new ValueItems(numbers)) AddIfAt(number.Number(), item, position, count, results);
    }

    private static void AddIfAt(double number, in Value item, int position, int count, Items results)
    {
        var index = Math.Floor(number);
        if (index < 0) index += count;
        if (index == position) results.Add(item);
    }

    private static bool IsArrayOfNumbers(in Value value)
    {
        if (!value.IsArray) return false;
        foreach (var item in new ValueItems(value))
        {
            if (!item.TryGetNumber(out _)) return false;
        }

        return true;
    }
}
