using Stepwell.Expressions.Jsonata.Nodes;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>
/// A call at the end of a function, still to be made by the caller of that function: so that recursion there needs no stack.
/// </summary>
internal sealed class TailCall(CallNode call, in Value input, Frame frame)
{
    public CallNode Call { get; } = call;

    public Value Input { get; } = input;

    public Frame Frame { get; } = frame;
}
