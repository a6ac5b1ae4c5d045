using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Builds an object: items with the same key form a group, and the value is evaluated over that group.</summary>
internal sealed class Group
{
    private readonly (Node Key, Node Value)[] _pairs;
    private readonly string[]? _constantKeys;
    private readonly int _position;

    public Group((Node Key, Node Value)[] pairs, int position)
    {
        _pairs = pairs;
        _position = position;
        _constantKeys = ConstantKeys(pairs);
    }

    public Value Evaluate(in Value input, Frame frame, Evaluator evaluator)
    {
        var isTuple = input.Computed is Items { IsTupleStream: true };
        if (_constantKeys is not null && !input.IsArray) return EvaluateConstant(input, frame, evaluator);
        var groups = new Dictionary<string, GroupEntry>(StringComparer.Ordinal);
        var order = new List<(string Key, GroupEntry Entry)>();
        if (!input.IsArray || (input.Count == 0 && !isTuple)) Collect(input.IsArray ? default : input, isTuple, groups, order, frame, evaluator);
        else
            foreach (var item in new ValueItems(input)) Collect(item, isTuple, groups, order, frame, evaluator);
        return Build(order, isTuple, frame, evaluator);
    }

    private Value EvaluateConstant(in Value input, Frame frame, Evaluator evaluator)
    {
        var result = new Members(_pairs.Length);
        for (var i = 0; i < _pairs.Length; i++)
        {
            var value = _pairs[i].Value.Evaluate(input, frame, evaluator);
            if (!value.IsUndefined) result.Set(_constantKeys![i], value);
        }

        evaluator.Charge(48L * _pairs.Length);
        return new Value(result);
    }

    private void Collect(
        in Value item,
        bool isTuple,
        Dictionary<string, GroupEntry> groups,
        List<(string Key, GroupEntry Entry)> order,
        Frame frame,
        Evaluator evaluator)
    {
        var row = isTuple ? item.Computed as TupleRow : null;
        var context = row is null ? item : row.Context;
        var local = row is null ? frame : new Frame(frame, row.Bindings);
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            var key = _pairs[pair].Key.Evaluate(context, local, evaluator);
            if (key.IsUndefined) continue;
            if (!key.IsString) throw new JsonataException("T1003", key.ToJsonOrNull(), position: _position);
            var name = key.Text();
            if (!groups.TryGetValue(name, out var entry))
            {
                entry = new GroupEntry(pair, item);
                groups.Add(name, entry);
                order.Add((name, entry));
                evaluator.Charge(96 + 2L * name.Length);
            }
            else if (entry.Pair != pair)
            {
                throw new JsonataException("D1009", key.Json, position: _position);
            }
            else
            {
                entry.Add(item);
                evaluator.Charge(24);
            }
        }
    }

    private Value Build(List<(string Key, GroupEntry Entry)> order, bool isTuple, Frame frame, Evaluator evaluator)
    {
        var result = new Members(order.Count);
        foreach (var (key, entry) in order)
        {
            var context = entry.Data;
            var local = frame;
            if (isTuple)
            {
                var row = Reduce(context, evaluator);
                context = row.Context;
                local = new Frame(frame, row.Bindings);
            }

            var value = _pairs[entry.Pair].Value.Evaluate(context, local, evaluator);
            if (!value.IsUndefined) result.Set(key, value);
        }

        return new Value(result);
    }

    /// <summary>One row of the values of all: each variable holds what it held in them.</summary>
    private static TupleRow Reduce(in Value rows, Evaluator evaluator)
    {
        if (rows.Computed is TupleRow single) return single;
        var context = default(Value);
        var joined = new List<string>();
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var item in new ValueItems(rows))
        {
            var row = (TupleRow)item.Computed!;
            context = Append.Of(context, row.Context, evaluator);
            foreach (var (name, value) in row.Distinct())
            {
                if (!values.TryGetValue(name, out var before)) joined.Add(name);
                values[name] = Append.Of(before, value, evaluator);
            }
        }

        var result = new TupleRow(context, bindings: null);
        foreach (var name in joined) result.Bind(name, values[name]);
        return result;
    }

    private static string[]? ConstantKeys((Node Key, Node Value)[] pairs)
    {
        var keys = new string[pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].Key is not LiteralNode { IsPlain: true, IsText: true } key) return null;
            keys[i] = key.Text;
        }

        return keys.Distinct(StringComparer.Ordinal).Count() == keys.Length ? keys : null;
    }
}
