namespace Stepwell.Expressions.Jsonata.Syntax;

internal sealed record SortTerm(SyntaxNode Expression, bool IsDescending);
