using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Steps over rows: those after a variable was bound in the path, or that a <c>%</c> looks back to.</summary>
internal static class TupleSteps
{
    public static Items Evaluate(Step step, in PathItems input, Items? rows, Frame frame, Evaluator evaluator)
    {
        var result = step.Sort is null
            ? Advance(step, rows ?? RowsOf(input.ToArray()), frame, evaluator)
            : Sort(step, input, rows, frame, evaluator);
        var staged = step.ApplyStages(new Value(result), frame, evaluator);
        return staged.AsItems();
    }

    private static Items Sort(Step step, in PathItems input, Items? rows, Frame frame, Evaluator evaluator)
    {
        if (rows is not null) return step.Sort!.Evaluate(new Value(rows), frame, evaluator).AsItems();
        var sorted = RowsOf(step.Sort!.Evaluate(input.ToArray(), frame, evaluator));
        if (step.IndexVariable is null) return sorted;
        for (var i = 0; i < sorted.Count; i++) ((TupleRow)sorted[i].Computed!).Bind(step.IndexVariable, (double)i);
        return sorted;
    }

    private static Items RowsOf(in Value array)
    {
        var rows = NewRows();
        foreach (var item in new ValueItems(array)) rows.Add(new Value(new TupleRow(item, bindings: null)));
        return rows;
    }

    private static Items Advance(Step step, Items rows, Frame frame, Evaluator evaluator)
    {
        var result = NewRows();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = (TupleRow)rows[i].Computed!;
            var value = step.Node!.Evaluate(row.Context, new Frame(frame, row.Bindings), evaluator);
            if (value.IsUndefined) continue;
            evaluator.Charge(120L * Math.Max(1, value.Count));
            if (!value.IsArray)
            {
                result.Add(new Value(Next(step, row, value, 0)));
                continue;
            }

            var index = 0;
            foreach (var item in new ValueItems(value)) result.Add(new Value(Next(step, row, item, index++)));
        }

        return result;
    }

    private static TupleRow Next(Step step, TupleRow row, in Value item, int index)
    {
        var next = new TupleRow(row.Context, row.Bindings);
        if (item.Computed is TupleRow inner)
        {
            next.BindAll(inner);
            return next;
        }

        if (step.FocusVariable is not null) next.Bind(step.FocusVariable, item);
        else next.Context = item;
        if (step.IndexVariable is not null) next.Bind(step.IndexVariable, (double)index);
        if (step.AncestorLabel is not null) next.Bind(step.AncestorLabel, row.Context);
        return next;
    }

    private static Items NewRows() => new(isSequence: true) { IsTupleStream = true };
}
