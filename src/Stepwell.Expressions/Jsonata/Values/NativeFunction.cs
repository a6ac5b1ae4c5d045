namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A built-in function.</summary>
internal sealed class NativeFunction(string name, int arity, string? signature, NativeFunction.Body body) : Function
{
    /// <summary>A pure function of the arguments and of what the evaluator gives.</summary>
    public delegate Value Body(in Arguments arguments);

    public string Name { get; } = name;

    public override int Arity { get; } = arity;

    public override Signature? Signature { get; } = signature is null ? null : Signature.Parse(signature);

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var result = body(new Arguments(arguments, site));
        site.Evaluator.ChargeFor(result);
        return result;
    }
}
