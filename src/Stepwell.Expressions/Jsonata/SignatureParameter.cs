namespace Stepwell.Expressions.Jsonata;

/// <summary>One parameter: the symbols of the types that it takes, and how often.</summary>
/// <param name="Subtype">What the items of an array must be, or null.</param>
/// <param name="IsLazy">Takes as few arguments as it can: a second modifier means that, as in the reference.</param>
/// <param name="TakesContext">Where no argument is given, the context value stands in.</param>
internal readonly record struct SignatureParameter(
    string Types,
    char Type,
    string? Subtype = null,
    bool IsOptional = false,
    bool TakesContext = false,
    bool Repeats = false,
    bool IsLazy = false)
{
    public bool IsArray => Type == 'a';

    public bool Accepts(char symbol) => Types.Contains(symbol);
}
