namespace Stepwell.Expressions.Jsonata.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Variable,
    Operator,
    String,
    Number,
    Literal,
    Regex,
}
