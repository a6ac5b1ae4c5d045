using System.Collections.Frozen;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>StartAt and States: of a machine, a Parallel branch, or a Map's processor.</summary>
internal static class GraphParser
{
    /// <summary>A branch or processor, whose fields are checked here too. Null after a finding.</summary>
    public static StateGraph? ParseNested(
        Fields fields, IReadOnlySet<string> allowed, StateMachineType type, GraphOutline? outer, DefinitionScope definition)
    {
        fields.Require("States", "StartAt");
        fields.Allow(allowed);
        fields.Text("Comment");
        return Parse(fields, type, outer, definition);
    }

    public static StateGraph? Parse(Fields fields, StateMachineType type, GraphOutline? outer, DefinitionScope definition)
    {
        var outline = new GraphOutline(fields.Place, outer) { StartAt = fields.Text("StartAt") };
        definition.Graphs.Add(outline);
        if (fields.Object("States") is not { } states) return null;

        var parsed = new Dictionary<string, State>(StringComparer.Ordinal);
        foreach (var (name, value) in states.Members)
        {
            outline.StateNames.Add(name);
            CheckName(name, states.At(name), definition);
            if (ParseState(name, value, states.At(name), type, outline, definition) is { } state) parsed[name] = state;
        }

        if (outline.StateNames.Count == 0) fields.Refuse("States", "Value cannot be empty");
        return outline.StartAt is { } startAt ? new StateGraph(startAt, parsed.ToFrozenDictionary(StringComparer.Ordinal)) : null;
    }

    private static void CheckName(string name, Place place, DefinitionScope definition)
    {
        var length = name.EnumerateRunes().Count();
        if (length > Limits.StateNameLength)
        {
            definition.Findings.Error(
                FindingCodes.InvalidStateName,
                $"Invalid State name: State '{name}' exceeds the {Limits.StateNameLength}-character limit allowed by the service",
                place);
        }

        if (!definition.StateNames.Add(name))
            definition.Findings.Error(FindingCodes.DuplicateStateName, $"Duplicate State name: {name}", place);
    }

    private static State? ParseState(
        string name, JsonValue value, Place place, StateMachineType type, GraphOutline graph, DefinitionScope definition)
    {
        var language = LanguageOf(value, place, definition, out var isDowngrade);
        return Fields.Of(value, place, language, definition.Findings, ofAnyLanguage: isDowngrade) is { } fields
            ? StateParser.Parse(new StateScope(name, fields, type, graph, definition))
            : null;
    }

    /// <summary>
    /// States inherit from the machine, not from the Map or Parallel state around them. One that goes back to JSONPath alone is told just
    /// that, and not which of its fields are JSONata's.
    /// </summary>
    private static QueryLanguage LanguageOf(JsonValue state, Place place, DefinitionScope definition, out bool isDowngrade)
    {
        var language = Languages.Of(state, definition.Language);
        isDowngrade = definition.Language == QueryLanguage.Jsonata && language == QueryLanguage.JsonPath;
        if (isDowngrade)
            definition.Findings.Schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", place);
        return language;
    }
}
