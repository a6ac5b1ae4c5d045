namespace Stepwell.Expressions;

/// <summary>Why a text is no path or intrinsic function, and at which character (counted from 0) that showed.</summary>
public readonly record struct SyntaxError(int Position, string Message)
{
    public override string ToString() => $"{Message} (position {Position})";
}
