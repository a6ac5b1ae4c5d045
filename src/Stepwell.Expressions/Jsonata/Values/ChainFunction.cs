namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>What <c>f ~> g</c> is: f first, then g.</summary>
internal sealed class ChainFunction(Function first, Function second) : Function
{
    public override int Arity => 1;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var argument = arguments.Length > 0 ? arguments[0] : default;
        var between = site.Evaluator.Apply(first, [argument], site);
        if (between.Computed is Items { IsSequence: true } sequence) between = sequence.Unwrapped();
        return site.Evaluator.Apply(second, [between], site);
    }
}
