using Stepwell.Expressions.Jsonata.Functions;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary><c>| pattern | update, deletion |</c>: a function that changes a copy of its argument.</summary>
internal sealed class TransformNode(NodeShape shape, Node pattern, Node update, Node? deletion) : Node(shape)
{
    /// <summary>The changed copy of a value.</summary>
    public Value Transform(in Value source, Frame frame, Evaluator evaluator)
    {
        if (source.IsUndefined) return default;
        var copy = CloneOf(source, frame, evaluator);
        var matches = pattern.Evaluate(copy, frame, evaluator);
        if (matches.IsUndefined) return copy;
        if (!matches.IsArray) Change(matches, frame, evaluator);
        foreach (var match in new ValueItems(matches)) Change(match, frame, evaluator);
        return copy;
    }

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => new(new TransformFunction(this, frame));

    private Value CloneOf(in Value source, Frame frame, Evaluator evaluator)
    {
        var clone = frame.TryFind("clone", out var own)
            ? own
            : evaluator.Global("clone", BuiltIns.Find("clone", evaluator.Dialect));
        if (clone.Function is not { } function) throw new JsonataException("T2013", position: Position);
        if (ReferenceEquals(function, BuiltIns.Clone)) return DeepCopy.Of(source, evaluator);
        // What another function made may still be part of the input, which must not change.
        return DeepCopy.Of(evaluator.Apply(function, [source], new CallSite(default, frame, evaluator)), evaluator);
    }

    private void Change(in Value match, Frame frame, Evaluator evaluator)
    {
        var members = match.Computed as Members;
        var change = update.Evaluate(match, frame, evaluator);
        if (!change.IsUndefined)
        {
            if (!change.IsObject) throw new JsonataException("T2011", change.ToJsonOrNull(), position: update.Position);
            foreach (var member in new ValueMembers(change)) members?.Set(member.Name, member.Value);
        }

        if (deletion is not null) Delete(deletion, match, frame, evaluator);
    }

    private static void Delete(Node deletion, in Value match, Frame frame, Evaluator evaluator)
    {
        var names = deletion.Evaluate(match, frame, evaluator);
        if (names.IsUndefined) return;
        var array = names.IsArray ? names : new Value(Items.Of(names));
        foreach (var name in new ValueItems(array))
        {
            if (!name.IsString) throw new JsonataException("T2012", names.ToJsonOrNull(), position: deletion.Position);
        }

        foreach (var name in new ValueItems(array)) (match.Computed as Members)?.Remove(name.Text());
    }
}
