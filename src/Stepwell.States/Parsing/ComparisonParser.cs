using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Variable and its one comparison operator.</summary>
internal static class ComparisonParser
{
    private const string PathSuffix = "Path";

    private static readonly Dictionary<string, ComparisonOperator> ByName =
        Enum.GetValues<ComparisonOperator>().ToDictionary(value => value.ToString(), StringComparer.Ordinal);

    /// <summary>All 39 operators: those against a literal, and those against what a path selects.</summary>
    public static string[] Operators { get; } = [.. ByName.Keys.Concat(ByName.Where(HasPathForm).Select(entry => entry.Key + PathSuffix))];

    public static Condition? Read(Fields fields)
    {
        var variable = PathParser.Reference(fields, "Variable", allowContext: true);
        if (!fields.ExactlyOne(Operators)) return null;
        var name = Operators.First(fields.Has);
        return Operand(fields, name) is { } operand && variable is not null
            ? new Condition.Comparison(variable, OperatorOf(name), operand)
            : null;
    }

    private static ComparisonOperator OperatorOf(string name) => ByName[IsPath(name) ? name[..^PathSuffix.Length] : name];

    private static Operand? Operand(Fields fields, string name)
    {
        if (!IsPath(name)) return IsLiteral(fields, name) ? new Operand.Literal(fields[name]) : null;
        return PathParser.Reference(fields, name, allowContext: true) is { } path ? new Operand.At(path) : null;
    }

    /// <summary>Whether the literal is of the kind the operator compares; else there was a finding.</summary>
    private static bool IsLiteral(Fields fields, string name)
    {
        if (name.StartsWith("String", StringComparison.Ordinal)) return IsText(fields, name);
        if (name.StartsWith("Numeric", StringComparison.Ordinal)) return fields.Number(name, double.NegativeInfinity) is not null;
        if (name.StartsWith("Timestamp", StringComparison.Ordinal)) return fields.Timestamp(name) is not null;
        return fields.Flag(name) is not null;
    }

    private static bool IsText(Fields fields, string name)
    {
        if (fields.Text(name) is not { } text) return false;
        if (Operators.Contains(name + PathSuffix)) PathParser.WarnOfPath(fields, name, text);
        return true;
    }

    private static bool IsPath(string name) => name.EndsWith(PathSuffix, StringComparison.Ordinal);

    private static bool HasPathForm(KeyValuePair<string, ComparisonOperator> entry) =>
        entry.Value != ComparisonOperator.StringMatches && !entry.Key.StartsWith("Is", StringComparison.Ordinal);
}
