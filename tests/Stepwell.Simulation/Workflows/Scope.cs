namespace Stepwell.Simulation.Workflows;

/// <summary>
/// The variables of one graph: a number and a value of any kind. Their names are unique in the definition, because a graph may not assign
/// what is assigned around it.
/// </summary>
/// <param name="outer">What can be read besides; null: nothing, as in the machine and in a child execution of a Map Run.</param>
internal sealed class Scope(int id, Scope? outer)
{
    public string Number => $"n{id}";

    public string Any => $"x{id}";

    /// <summary>Whether both have a value wherever the graph has got to.</summary>
    public bool IsAssigned { get; set; }

    public IReadOnlyList<string> ReadableNumbers => [.. Readable.Select(scope => scope.Number)];

    public IReadOnlyList<string> ReadableValues => [.. Readable.Select(scope => scope.Any)];

    private IEnumerable<Scope> Readable
    {
        get
        {
            for (var scope = this; scope is not null; scope = scope.Outer)
            {
                if (scope.IsAssigned)
                    yield return scope;
            }
        }
    }

    private Scope? Outer { get; } = outer;
}
