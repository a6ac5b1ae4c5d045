using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>A word of an expression. Its position is where it ends, in characters from the start.</summary>
/// <param name="Text">The name, the operator, the text of a string, a literal as written, a number as ECMAScript writes it.</param>
/// <param name="Literal">The value of a string, number, true, false or null.</param>
internal sealed record Token(TokenKind Kind, string Text, int Position, JsonValue Literal = default, RegexLiteral? Regex = null)
{
    public bool Is(string op) => Kind == TokenKind.Operator && Text == op;
}
