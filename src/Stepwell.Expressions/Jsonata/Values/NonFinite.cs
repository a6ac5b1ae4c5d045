namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A number that JSON does not have: the result of 1/0 or 0/0, until something looks at it.</summary>
internal sealed class NonFinite(double number)
{
    public double Number { get; } = number;
}
