namespace Stepwell.Expressions.Jsonata.Formatting;

/// <param name="Pattern">In the syntax of .NET, groups numbered from 1 in the order of their parentheses.</param>
/// <param name="NeedsLinearTime">Repetitions are nested, and nothing in the pattern keeps it from the engine without backtracking.</param>
internal readonly record struct TranslatedRegex(string Pattern, int GroupCount, bool NeedsLinearTime);
