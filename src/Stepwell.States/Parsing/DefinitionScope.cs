using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>What all parts of one definition share while it is read.</summary>
internal sealed class DefinitionScope(QueryLanguage language, Findings findings)
{
    /// <summary>Of the machine; states may depart from it.</summary>
    public QueryLanguage Language => language;

    public Findings Findings => findings;

    /// <summary>Outer before inner.</summary>
    public List<GraphOutline> Graphs { get; } = [];

    public HashSet<string> StateNames { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Labels { get; } = new(StringComparer.Ordinal);
}
