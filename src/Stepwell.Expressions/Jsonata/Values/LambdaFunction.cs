using Stepwell.Expressions.Jsonata.Nodes;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A function that the expression defines, with the variables and the context of the place that defines it.</summary>
internal sealed class LambdaFunction(LambdaNode definition, in Value input, Frame frame) : Function
{
    private readonly Value _input = input;

    public override int Arity => definition.Parameters.Length;

    public override Signature? Signature => definition.Signature;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var local = new Frame(frame);
        for (var i = 0; i < definition.Parameters.Length; i++)
            local.Bind(definition.Parameters[i], i < arguments.Length ? arguments[i] : default);
        return definition.Body.Evaluate(_input, local, site.Evaluator);
    }
}
