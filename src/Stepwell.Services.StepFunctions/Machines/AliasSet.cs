using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>The aliases of one state machine, owned by its entity.</summary>
internal sealed class AliasSet(IEnumerable<AliasRow> rows, long limit)
{
    private readonly SortedDictionary<string, AliasRow> _rows = new(rows.ToDictionary(row => row.Name), StringComparer.Ordinal);

    public bool IsFull => _rows.Count >= limit;

    public AliasRow? Find(string name) => _rows.GetValueOrDefault(name);

    /// <summary>The names of the aliases that route to a version.</summary>
    public IReadOnlyList<string> NamesOf(long version) =>
        [.. _rows.Values.Where(row => AliasRoutes.Of(row).Names(version)).Select(row => row.Name)];

    public void Save(AliasRow row, IActivation activation)
    {
        _rows[row.Name] = row;
        activation.Upsert(Tables.Aliases, row);
    }

    public void Remove(string name, IActivation activation)
    {
        if (_rows.Remove(name, out var row))
            activation.Delete(Tables.Aliases, row);
    }

    public void Clear(IActivation activation)
    {
        foreach (var name in _rows.Keys.ToArray())
            Remove(name, activation);
    }
}
