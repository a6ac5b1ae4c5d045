namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>What <c>f ~> g</c> is: f first, then g.</summary>
internal sealed class ChainFunction(Function first, Function second) : Function
{
    public override int Arity => 1;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var argument = arguments.Length > 0 ? arguments[0] : default;
        return site.Evaluator.Apply(second, [site.Evaluator.Apply(first, [argument], site)], site);
    }
}
