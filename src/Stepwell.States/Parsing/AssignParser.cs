using System.Globalization;
using System.Text;
using Stepwell.Expressions;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// Assign: an object whose names are the variables. A name is a Unicode identifier of at most 80 characters; <c>states</c> is reserved.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
/// </summary>
internal static class AssignParser
{
    public const string Reserved = "states";

    /// <summary>Of a choice rule or catcher.</summary>
    public static TemplateField? Read(Fields fields, GraphOutline graph, StatesFields known)
    {
        if (fields.Language == QueryLanguage.Jsonata)
            return Jsonata(fields, graph, known) is { } jsonata ? new TemplateField.Jsonata(jsonata) : null;
        return JsonPath(fields, graph) is { } template ? new TemplateField.JsonPath(template) : null;
    }

    public static PayloadTemplate? JsonPath(Fields fields, GraphOutline graph) =>
        Declare(fields, graph, dynamicSuffix: ".$") ? TemplateParser.Read(fields, "Assign") : null;

    public static JsonataTemplate? Jsonata(Fields fields, GraphOutline graph, StatesFields known) =>
        Declare(fields, graph, dynamicSuffix: null) ? JsonataParser.Template(fields, "Assign", known) : null;

    /// <summary>Checks the names and notes them. False when there are none.</summary>
    private static bool Declare(Fields fields, GraphOutline graph, string? dynamicSuffix)
    {
        if (fields.Object("Assign") is not { } assign) return false;
        foreach (var member in assign.Members)
        {
            var isDynamic = dynamicSuffix is not null && member.Name.EndsWith(dynamicSuffix, StringComparison.Ordinal);
            var name = isDynamic ? member.Name[..^dynamicSuffix!.Length] : member.Name;
            CheckName(name, assign.At(member.Name), fields.Findings);
            graph.Variables.TryAdd(name, assign.At(member.Name));
        }

        return true;
    }

    private static void CheckName(string name, Place place, Findings findings)
    {
        if (name == Reserved) findings.Error(FindingCodes.ReservedVariableName, "Cannot assign to reserved variable '$states'.", place);
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
