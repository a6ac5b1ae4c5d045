using System.Globalization;
using System.Text;
using Stepwell.Expressions;

namespace Stepwell.States.Parsing;

/// <summary>
/// Assign: an object whose names are the variables. A name is a Unicode identifier of at most 80 characters; <c>states</c> is reserved.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
/// </summary>
internal static class AssignParser
{
    public static PayloadTemplate? Read(Fields fields, GraphOutline graph)
    {
        if (!fields.Has("Assign") || fields.IsExpression("Assign") || fields.Object("Assign") is not { } assign) return null;
        foreach (var member in assign.Members)
        {
            var name = member.Name.EndsWith(".$", StringComparison.Ordinal) ? member.Name[..^2] : member.Name;
            CheckName(name, assign.At(member.Name), fields.Findings);
            graph.Variables.TryAdd(name, assign.At(member.Name));
        }

        return TemplateParser.Read(fields, "Assign");
    }

    private static void CheckName(string name, Place place, Findings findings)
    {
        if (name == "states") findings.Error(FindingCodes.ReservedVariableName, "Cannot assign to reserved variable '$states'.", place);
        else if (!IsIdentifier(name) && IsIdentifier(name.Replace('-', '_'))) Unreadable(name, place, findings);
        else if (!IsIdentifier(name)) Invalid(name, "the variable name contains invalid characters", place, findings);
        else if (name.EnumerateRunes().Count() > Limits.VariableNameLength)
            Invalid(name, $"the variable name exceeds the {Limits.VariableNameLength}-character limit", place, findings);
    }

    /// <summary>Others pass such names, although no expression can read the variable; so they are no more than suspicious.</summary>
    private static void Unreadable(string name, Place place, Findings findings) => findings.Warning(
        FindingCodes.InvalidVariableName, $"Invalid variable name '{name}': no expression can read a variable with a hyphen.", place);

    private static void Invalid(string name, string why, Place place, Findings findings) =>
        findings.Error(FindingCodes.InvalidVariableName, $"Invalid variable name '{name}': {why}.", place);

    private static bool IsIdentifier(string name)
    {
        var first = true;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!(Starts(rune) || (!first && Continues(rune)))) return false;
            first = false;
        }

        return !first;
    }

    private static bool Starts(Rune rune) => Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;

    private static bool Continues(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
