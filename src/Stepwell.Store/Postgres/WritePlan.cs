namespace Stepwell.Store.Postgres;

/// <summary>
/// The changes of a group as few statements, each for many rows of one table. Changes of different rows may change places; those of one row
/// keep their order. Where rows can collide in a unique index a change may come later than it was asked for relative to an insert, but
/// never so that a collision is missed: at worst one is seen that was none, and then the group is written in exact order.
/// </summary>
internal sealed class WritePlan
{
    private readonly Dictionary<Table, TablePlan> _tables = [];
    private readonly bool _keepsOrder;
    private TablePlan? _last;

    /// <param name="keepsOrder">Only neighbours of one kind share a statement.</param>
    public WritePlan(bool keepsOrder = false) => _keepsOrder = keepsOrder;

    /// <summary>In the order in which they must run.</summary>
    public List<WriteStep> Steps { get; } = [];

    public void Add(WriteBatch batch)
    {
        foreach (ref readonly var operation in batch.Operations)
            PlanOf(operation.Table).Add(batch, operation);
    }

    private TablePlan PlanOf(Table table)
    {
        if (_last?.Table == table)
            return _last;
        if (!_tables.TryGetValue(table, out var plan))
            _tables.Add(table, plan = new TablePlan(table, Steps, _keepsOrder));
        return _last = plan;
    }
}
