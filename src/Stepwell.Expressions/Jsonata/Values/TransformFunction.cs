using Stepwell.Expressions.Jsonata.Nodes;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>What a transform is: a function of an object or array.</summary>
internal sealed class TransformFunction(TransformNode definition, Frame frame) : Function
{
    private static readonly Signature ObjectOrArray = Signature.Parse("<(oa):o>");

    public override int Arity => 1;

    public override Signature? Signature => ObjectOrArray;

    public override Value Call(Value[] arguments, in CallSite site) =>
        definition.Transform(arguments.Length > 0 ? arguments[0] : default, frame, site.Evaluator);
}
