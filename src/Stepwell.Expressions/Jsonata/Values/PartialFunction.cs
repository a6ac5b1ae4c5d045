namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A function with some arguments given; those of a call fill the holes. Its signature no longer counts.</summary>
internal sealed class PartialFunction(Function target, Value[] given, int[] holes) : Function
{
    public override int Arity => holes.Length;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var all = (Value[])given.Clone();
        for (var i = 0; i < holes.Length; i++) all[holes[i]] = i < arguments.Length ? arguments[i] : default;
        return target.Call(all, site);
    }
}
