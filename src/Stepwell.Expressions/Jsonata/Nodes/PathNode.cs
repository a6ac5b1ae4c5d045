using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>
/// <c>a.b.c</c>: each step is evaluated for each item of what came before, and the results are joined. While there is only
/// one item, it goes from step to step as it is; no sequence is made for it.
/// </summary>
internal sealed class PathNode : Node
{
    private readonly Step[] _steps;
    private readonly NameNode?[] _names;
    private readonly bool _isAbsolute;
    private readonly bool _keepsSingletonArray;
    private readonly bool _isTuple;

    public PathNode(NodeShape shape, Step[] steps, bool keepsSingletonArray, bool isTuple)
        : base(shape)
    {
        _steps = steps;
        _names = Array.ConvertAll(steps, step => step.PlainName);
        _isAbsolute = steps[0].Node is VariableNode;
        _keepsSingletonArray = keepsSingletonArray;
        _isTuple = isTuple;
    }

    /// <summary>The name it starts with, or null.</summary>
    public string? FirstName => (_steps[0].Node as NameNode)?.Name;

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator)
    {
        var current = new PathItems(input, IsSingle: _isAbsolute || !input.IsArray);
        Items? rows = null;
        var isTuple = false;
        for (var i = 0; i < _steps.Length; i++)
        {
            var step = _steps[i];
            isTuple |= step.IsTuple;
            if (i == 0 && step.IsConstructedArray)
                current = Constructed(step, current, frame, evaluator);
            else if (isTuple)
                rows = TupleSteps.Evaluate(step, current, rows, frame, evaluator);
            else
                current = Advance(i, current, frame, evaluator);
            if (!isTuple && current.IsEmpty) break;
        }

        return Finish(current, isTuple ? rows ?? new Items(isSequence: true) : null, frame, evaluator);
    }

    /// <summary>
    /// What a path goes over that starts with an array as written. A predicate or a group may have left a single value of it: a text has
    /// its UTF-16 units as items, any other value has none. With a variable bound to its items it is skipped. So it is in the reference.
    /// </summary>
    private PathItems Constructed(Step step, in PathItems input, Frame frame, Evaluator evaluator)
    {
        if (step.FocusVariable is not null) return input;
        var value = step.Node!.Evaluate(input.ToArray(), frame, evaluator);
        if (value.IsString && _steps.Length > 1 && _steps[1].Sort is null)
            value = new Value(Items.Of([.. value.Text().Select(unit => (Value)unit.ToString())]));
        return new PathItems(value, IsSingle: false);
    }

    private PathItems Advance(int index, in PathItems current, Frame frame, Evaluator evaluator)
    {
        var isLast = index == _steps.Length - 1;
        if (current.IsSingle && _names[index] is { } name && !current.Value.IsArray)
        {
            var member = name.Find(current.Value, evaluator);
            if (!member.IsArray || member.Computed is Items { IsConstructed: true }) return new PathItems(member, IsSingle: true);
            if (member.Computed is not Items { IsSequence: true })
                return new PathItems(!isLast && member.Count == 0 ? default : member, IsSingle: false);
        }

        var step = _steps[index];
        if (step.Sort is not null)
            return new PathItems(step.ApplyStages(step.Sort.Evaluate(current.ToArray(), frame, evaluator), frame, evaluator), IsSingle: false);
        var results = new StepResults(isLast, expected: current.Value.Count);
        if (current.IsSingle)
        {
            results.Add(EvaluateFor(step, index, current.Value, frame, evaluator));
        }
        else
        {
            foreach (var item in new ValueItems(current.Value)) results.Add(EvaluateFor(step, index, item, frame, evaluator));
        }

        return results.Finish(evaluator);
    }

    private Value EvaluateFor(Step step, int index, in Value item, Frame frame, Evaluator evaluator)
    {
        if (_names[index] is { } name && !item.IsArray)
        {
            evaluator.Tick();
            return name.Find(item, evaluator);
        }

        var result = step.Node!.Evaluate(item, frame, evaluator);
        foreach (var (predicate, _) in step.Stages) result = Filter.Apply(predicate!, result, frame, evaluator);
        return result;
    }

    private Value Finish(in PathItems current, Items? rows, Frame frame, Evaluator evaluator)
    {
        var result = rows is null ? current.Value : new Value(_isTuple ? rows : ContextsOf(rows));
        var isSingle = rows is null && current.IsSingle;
        if (_keepsSingletonArray) result = Kept(result, isSingle);
        else if (KeepsArray && isSingle && !result.IsArray && !result.IsUndefined) result = new Value(Items.KeptSequence(result));
        if (Group is null) return result;
        return Group.Evaluate(rows is null ? result : new Value(rows), frame, evaluator);
    }

    private static Items ContextsOf(Items rows)
    {
        var contexts = new Items(isSequence: true, capacity: rows.Count);
        foreach (var row in new ValueItems(new Value(rows))) contexts.Add(((TupleRow)row.Computed!).Context);
        return contexts;
    }

    private static Value Kept(in Value result, bool isSingle)
    {
        if (result.IsUndefined) return result;
        if (isSingle || result.Computed is Items { IsConstructed: true, IsSequence: false })
            return new Value(Items.KeptSequence(result));
        if (result.Computed is Items items) items.KeepSingleton = true;
        return result;
    }
}
