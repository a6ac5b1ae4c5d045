namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A value that can be called.</summary>
internal abstract class Function
{
    /// <summary>How many arguments higher-order functions pass to it at most.</summary>
    public abstract int Arity { get; }

    /// <summary>What its arguments are checked against, or null.</summary>
    public virtual Signature? Signature => null;

    /// <summary>Its value for arguments that have been checked; may be a <see cref="TailCall"/>.</summary>
    public abstract Value Call(Value[] arguments, in CallSite site);
}
