using System.Collections.Frozen;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Testing;

namespace Stepwell.States.Parsing;

/// <summary>
/// Reads the definition of one state without a machine around it, as TestState takes it. The names of other states that it mentions are
/// taken on trust; everything within it is checked as in a machine.
/// </summary>
public static class StateDefinitionParser
{
    /// <summary>On success a machine of that state alone, under the name that TestState gives it.</summary>
    public static ParsedDefinition Parse(string definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var findings = new Findings();
        var value = DefinitionText.Read(definition, findings);
        var machine = value.IsObject ? ParseState(value, findings) : null;
        return new ParsedDefinition(findings.HasErrors ? null : machine, findings.ToImmutable());
    }

    private static StateMachine? ParseState(JsonValue value, Findings findings)
    {
        var language = Languages.Of(value, inherited: QueryLanguage.JsonPath);
        var scope = new DefinitionScope(language, findings);
        var outline = new GraphOutline(Place.Root, outer: null);
        scope.Graphs.Add(outline);
        var fields = Fields.Of(value, Place.Root, language, findings)!;
        var state = StateParser.Parse(new StateScope(TestContext.StateName, fields, StateMachineType.Standard, outline, scope));
        if (findings.HasErrors || state is null) return null;

        foreach (var nested in scope.Graphs)
            if (nested != outline) GraphChecks.Check(nested, findings);
        var states = new Dictionary<string, State>(StringComparer.Ordinal) { [state.Name] = state };
        var graph = new StateGraph(state.Name, states.ToFrozenDictionary(StringComparer.Ordinal));
        return new StateMachine(graph, Comment: null, Version: null, language, TimeoutSeconds: null);
    }
}
