namespace Stepwell.States.Parsing;

/// <summary>
/// What a set of states says about itself while it is read: names, transitions, variables. Checked as a whole afterwards, when the rest
/// of the definition is known to be sound.
/// </summary>
/// <param name="place">Of the object that holds StartAt and States.</param>
/// <param name="outer">The states whose variables these can read; null for a machine and for the processor of a distributed Map.</param>
internal sealed class GraphOutline(Place place, GraphOutline? outer)
{
    public Place Place => place;

    public GraphOutline? Outer => outer;

    public string? StartAt { get; set; }

    public bool HasTerminalState { get; set; }

    /// <summary>In the order of the definition.</summary>
    public List<string> StateNames { get; } = [];

    public List<Mention> Mentions { get; } = [];

    /// <summary>Where each variable is first assigned.</summary>
    public Dictionary<string, Place> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>A state names another one as the next.</summary>
    internal readonly record struct Mention(string From, string Target, Place Place);
}
