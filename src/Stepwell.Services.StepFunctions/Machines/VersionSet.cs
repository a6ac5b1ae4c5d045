using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>The versions of one state machine, owned by its entity.</summary>
internal sealed class VersionSet(IEnumerable<VersionRow> rows, long limit)
{
    private readonly Dictionary<long, VersionRow> _rows = rows.ToDictionary(row => row.Number);

    public bool IsFull => _rows.Count >= limit;

    public bool Has(long number) => _rows.ContainsKey(number);

    /// <summary>The version that was published of a revision; null when there is none (any more).</summary>
    public VersionRow? Of(RevisionRow revision) => _rows.Values.FirstOrDefault(row => row.RevisionKey == revision.Id);

    public void Add(VersionRow row, IActivation activation)
    {
        _rows.Add(row.Number, row);
        activation.Insert(Tables.Versions, row);
    }

    public void Remove(long number, IActivation activation)
    {
        if (_rows.Remove(number, out var row))
            activation.Delete(Tables.Versions, row);
    }

    public void Clear(IActivation activation)
    {
        foreach (var number in _rows.Keys.ToArray())
            Remove(number, activation);
    }
}
