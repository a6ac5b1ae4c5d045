namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>An expression as it was read.</summary>
internal abstract record MathNode
{
    private MathNode()
    {
    }

    public sealed record Number(double Value) : MathNode;

    public sealed record Text(string Value) : MathNode;

    /// <summary>A word: the id of a query, or of an option of the function around it.</summary>
    public sealed record Word(string Name) : MathNode;

    public sealed record Negation(MathNode Operand) : MathNode;

    public sealed record Binary(string Operator, MathNode Left, MathNode Right) : MathNode;

    public sealed record Array(IReadOnlyList<MathNode> Items) : MathNode;

    public sealed record Call(string Function, IReadOnlyList<MathNode> Arguments) : MathNode;

    /// <summary>Ids of queries that the expression needs, as far as they are named.</summary>
    public IEnumerable<string> References() => this switch
    {
        Word(var name) => [name],
        Negation(var operand) => operand.References(),
        Binary(_, var left, var right) => left.References().Concat(right.References()),
        Array(var items) => items.SelectMany(item => item.References()),
        Call(var function, var arguments) => arguments.Where((argument, i) => !MathFunctions.IsOption(function, i, argument)).SelectMany(argument => argument.References()),
        _ => [],
    };
}
