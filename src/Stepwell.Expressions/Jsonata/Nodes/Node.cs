using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>A compiled part of an expression. Immutable; what changes during an evaluation is in frame and evaluator.</summary>
internal abstract class Node(NodeShape shape)
{
    private readonly Node[] _predicates = shape.Predicates;

    public int Position { get; } = shape.Position;

    public bool KeepsArray { get; } = shape.KeepsArray;

    /// <summary>Whether neither predicates nor a group have a say in the value.</summary>
    public bool IsPlain { get; } = shape.Predicates.Length == 0 && shape.Group is null;

    protected Group? Group { get; } = shape.Group;

    /// <summary>The value for a context; a sequence of one item has become that item unless it is to stay an array.</summary>
    public Value Evaluate(in Value input, Frame frame, Evaluator evaluator)
    {
        evaluator.Enter();
        var result = evaluator.IsStackLow ? RunOnDeepStack(input, frame, evaluator) : Run(input, frame, evaluator);
        if (!IsPlain) result = Refine(result, frame, evaluator);
        if (result.Computed is Items { IsSequence: true, IsTupleStream: false } sequence)
        {
            if (KeepsArray) sequence.KeepSingleton = true;
            result = sequence.Unwrapped();
        }

        evaluator.Leave();
        return result;
    }

    protected abstract Value Run(in Value input, Frame frame, Evaluator evaluator);

    private Value RunOnDeepStack(Value input, Frame frame, Evaluator evaluator) =>
        DeepStack.Run(() => Run(input, frame, evaluator));

    private Value Refine(Value result, Frame frame, Evaluator evaluator)
    {
        foreach (var predicate in _predicates) result = Filter.Apply(predicate, result, frame, evaluator);
        return Group is null || this is PathNode ? result : Group.Evaluate(result, frame, evaluator);
    }
}
