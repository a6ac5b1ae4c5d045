namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>Key and value expressions in braces.</summary>
internal sealed record Grouping(List<(SyntaxNode Key, SyntaxNode Value)> Pairs, int Position);
