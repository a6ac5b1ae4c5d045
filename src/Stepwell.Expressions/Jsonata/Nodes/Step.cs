using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>One step of a path.</summary>
internal sealed class Step
{
    /// <summary>What it evaluates for each item; null for an order-by.</summary>
    public Node? Node { get; init; }

    public SortStep? Sort { get; init; }

    public (Node? Predicate, string? IndexVariable)[] Stages { get; init; } = [];

    /// <summary>From here on, rows with variables go along the path.</summary>
    public bool IsTuple { get; init; }

    public bool IsConstructedArray { get; init; }

    public string? FocusVariable { get; init; }

    public string? IndexVariable { get; init; }

    /// <summary>The label under which a <c>%</c> further on finds the context of this step.</summary>
    public string? AncestorLabel { get; init; }

    /// <summary>The step if it is nothing but a name.</summary>
    public NameNode? PlainName => !IsTuple && Stages.Length == 0 && Node is NameNode { IsPlain: true, KeepsArray: false } name ? name : null;

    /// <summary>Predicates and index variables in their order, on the whole result of an order-by or a row step.</summary>
    public Value ApplyStages(in Value input, Frame frame, Evaluator evaluator)
    {
        var result = input;
        foreach (var (predicate, variable) in Stages)
        {
            if (predicate is not null)
            {
                result = Filter.Apply(predicate, result, frame, evaluator);
                continue;
            }

            var index = 0;
            foreach (var item in new ValueItems(result)) (item.Computed as TupleRow)?.Bind(variable!, (double)index++);
        }

        return result;
    }
}
