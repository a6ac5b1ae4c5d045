using Stepwell.Store.Memory;

namespace Stepwell.Store.Postgres;

/// <summary>The statements of a <see cref="WritePlan"/> for one table.</summary>
internal sealed class TablePlan(Table table, List<WriteStep> allSteps, bool keepsOrder)
{
    private readonly bool _hasUniqueIndex = table.Indexes.Any(index => index.IsUnique);
    private readonly List<WriteStep> _steps = [];

    /// <summary>Where the last upsert or delete of a key is. Inserts are not in it: whatever might follow one comes after all of them.</summary>
    private readonly Dictionary<ColumnValue[], (int Step, int Row)> _changed = new(KeyComparer.Instance);
    private int _lastInsert = -1;

    public Table Table => table;

    public void Add(WriteBatch batch, in WriteOperation operation)
    {
        var kind = operation.Kind switch
        {
            WriteKind.Insert => StepKind.Insert,
            WriteKind.Upsert => StepKind.Upsert,
            WriteKind.DeleteRow or WriteKind.DeleteKey => StepKind.Delete,
            _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
        };
        if (kind == StepKind.Insert)
            Insert(batch, operation);
        else
            Change(batch, operation, kind);
    }

    private void Insert(WriteBatch batch, in WriteOperation operation)
    {
        var first = keepsOrder ? _steps.Count - 1 : 0;
        if (_changed.Count > 0 && _changed.TryGetValue(KeyOf(batch, operation), out var changed))
            first = changed.Step + 1;
        var step = StepFrom(first, StepKind.Insert);
        _lastInsert = Math.Max(_lastInsert, step);
        _steps[step].Rows.AddRow();
        table.Write(operation.Row!, _steps[step].Rows);
    }

    private void Change(WriteBatch batch, in WriteOperation operation, StepKind kind)
    {
        var staysInOrder = keepsOrder || _hasUniqueIndex;
        var first = staysInOrder ? _steps.Count - 1 : _lastInsert + 1;
        var key = KeyOf(batch, operation);
        var isKnown = _changed.TryGetValue(key, out var changed);
        if (isKnown && !staysInOrder && kind == StepKind.Upsert && _steps[changed.Step].Kind == StepKind.Upsert)
        {
            // A statement cannot change a row twice; the last change is the one that stays.
            _steps[changed.Step].Rows.ReplaceRow(changed.Row);
            table.Write(operation.Row!, _steps[changed.Step].Rows);
            return;
        }

        var step = StepFrom(Math.Max(first, isKnown ? changed.Step + 1 : 0), kind);
        var rows = _steps[step].Rows;
        _changed[key] = (step, rows.AddRow());
        if (kind == StepKind.Upsert)
        {
            table.Write(operation.Row!, rows);
            return;
        }

        for (var i = 0; i < key.Length; i++)
            rows.Value(i, key[i]);
    }

    /// <summary>The first step of a kind from a place on; a new one if there is none.</summary>
    private int StepFrom(int first, StepKind kind)
    {
        for (var i = Math.Max(first, 0); i < _steps.Count; i++)
        {
            if (_steps[i].Kind == kind)
                return i;
        }

        var step = WriteStep.Of(table, kind);
        _steps.Add(step);
        allSteps.Add(step);
        return _steps.Count - 1;
    }

    private ColumnValue[] KeyOf(WriteBatch batch, in WriteOperation operation)
    {
        if (operation.Kind == WriteKind.DeleteKey)
            return batch.KeyOf(operation).ToArray();
        var key = new MemoryRowWriter(table.KeyOrdinals.Length);
        table.WriteKey(operation.Row!, key);
        return key.Values;
    }
}
