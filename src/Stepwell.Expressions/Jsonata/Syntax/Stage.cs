namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>What happens to the result of a step: a predicate, or (without one) the binding of each item's index to a variable.</summary>
internal sealed record Stage(SyntaxNode? Predicate, string? IndexVariable);
