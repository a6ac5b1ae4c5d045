namespace Stepwell.States.Parsing;

/// <summary>
/// What can only be said of states together. The order and the conditions are the service's: targets that are missing, then states that
/// cannot be reached, these only where there is a terminal state.
/// </summary>
internal static class GraphChecks
{
    public static void Check(GraphOutline graph, Findings findings)
    {
        var names = graph.StateNames.ToHashSet(StringComparer.Ordinal);
        if (!names.Contains(graph.StartAt!)) MissingTarget(graph.StartAt!, graph.Place["StartAt"], findings);
        foreach (var mention in graph.Mentions)
        {
            if (!names.Contains(mention.Target)) MissingTarget(mention.Target, mention.Place, findings);
        }

        if (graph.HasTerminalState) CheckReachable(graph, findings);
        else findings.Error(FindingCodes.MissingEnd, "Workflow has no terminal state", string.Empty);

        CheckVariables(graph, findings);
    }

    private static void MissingTarget(string target, Place place, Findings findings) =>
        findings.Error(FindingCodes.MissingTarget, $"Missing 'Next' target: {target}", place);

    /// <summary>A state counts as reachable when it is the first or another state names it: the service does not walk the graph.</summary>
    private static void CheckReachable(GraphOutline graph, Findings findings)
    {
        var mentioned = graph.Mentions
            .Where(mention => mention.From != mention.Target)
            .Select(mention => mention.Target)
            .Append(graph.StartAt!)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var name in graph.StateNames)
        {
            if (!mentioned.Contains(name))
                findings.Error(FindingCodes.MissingTarget, $"State \"{name}\" is not reachable.", graph.Place["States"][name]);
        }
    }

    private static void CheckVariables(GraphOutline graph, Findings findings)
    {
        foreach (var (name, place) in graph.Variables)
        {
            if (IsAssignedAround(graph, name))
                findings.Error(FindingCodes.DuplicateVariableName, $"Variable '{name}' is already assigned in an outer scope.", place);
        }
    }

    private static bool IsAssignedAround(GraphOutline graph, string name)
    {
        for (var outer = graph.Outer; outer is not null; outer = outer.Outer)
        {
            if (outer.Variables.ContainsKey(name)) return true;
        }

        return false;
    }
}
