using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>Why an expression does not compile or cannot be evaluated.</summary>
/// <param name="Code">As in the reference implementation: S… for syntax, T… for types, D… for the evaluation, U… for limits.</param>
/// <param name="Message">A sentence without the code.</param>
/// <param name="Position">Characters up to the end of the token that shows it; -1 where none does.</param>
/// <param name="Token">The token or the name of the function that it is about; null where there is none.</param>
/// <param name="Value">The value that it is about, or missing.</param>
public sealed record JsonataError(string Code, string Message, int Position, string? Token, JsonValue Value)
{
    public override string ToString() => $"{Code}: {Message}";
}
