namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A function with some arguments given; those of a call fill the holes. Of its signature only the types of single values count.</summary>
internal sealed class PartialFunction(Function target, Value[] given, int[] holes) : Function
{
    public override int Arity => holes.Length;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var all = (Value[])given.Clone();
        for (var i = 0; i < holes.Length; i++) all[holes[i]] = i < arguments.Length ? arguments[i] : default;
        if (target is NativeFunction { Signature: { } signature }) signature.CheckTypes(all);
        return target.Call(all, site);
    }
}
