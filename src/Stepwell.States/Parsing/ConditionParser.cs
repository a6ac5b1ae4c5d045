using System.Collections.Frozen;
using System.Collections.Immutable;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>The test of a choice rule: And, Or, Not, or one comparison.</summary>
internal static class ConditionParser
{
    private static readonly string[] Kinds = ["And", "Or", "Not", "Variable", "Condition"];

    /// <summary>Of a rule inside And, Or or Not.</summary>
    private static readonly FrozenSet<string> NestedFields =
        ((string[])[.. Kinds, .. ComparisonParser.Operators, "Comment"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Of a rule in Choices, which alone says where to go.</summary>
    public static FrozenSet<string> RuleFields { get; } =
        ((string[])[.. NestedFields, "Next", "Assign", "Output"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null after a finding.</summary>
    public static Condition? Read(Fields fields)
    {
        var kinds = Kinds.Where(fields.Has).ToList();
        if (kinds.Count != 1)
        {
            fields.Refuse("The object must have only one of the following fields, [And, Or, Not, Variable, Condition]");
            return null;
        }

        switch (kinds[0])
        {
            case "And":
                return Operands(fields, "And") is { } all ? new Condition.And(all) : null;
            case "Or":
                return Operands(fields, "Or") is { } any ? new Condition.Or(any) : null;
            case "Not":
                return Nested(fields["Not"], fields.At("Not"), fields) is { } operand ? new Condition.Not(operand) : null;
            case "Variable":
                return ComparisonParser.Read(fields);
            default:
                return Jsonata(fields);
        }
    }

    /// <summary>Of a JSONPath state it is refused as a field of the other language.</summary>
    private static Condition.Jsonata? Jsonata(Fields fields)
    {
        if (fields.Language != QueryLanguage.Jsonata) return null;
        if (!fields.IsExpression("Condition") && fields.Flag("Condition") is null) return null;
        return JsonataParser.Template(fields, "Condition") is { } template ? new Condition.Jsonata(template) : null;
    }

    private static ImmutableArray<Condition>? Operands(Fields fields, string name)
    {
        if (fields.Items(name) is not { } items) return null;
        var operands = ImmutableArray.CreateBuilder<Condition>();
        var index = 0;
        foreach (var item in items.Items)
        {
            if (Nested(item, fields.At(name)[index++], fields) is { } operand) operands.Add(operand);
        }

        return operands.ToImmutable();
    }

    private static Condition? Nested(JsonValue value, Place place, Fields outer)
    {
        if (Fields.Of(value, place, outer.Language, outer.Findings) is not { } fields) return null;
        fields.Allow(NestedFields);
        fields.Text("Comment");
        return Read(fields);
    }
}
