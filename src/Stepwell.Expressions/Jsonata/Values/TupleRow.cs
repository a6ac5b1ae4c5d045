namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A row of a join: the item that the path has come to, and the variables bound on the way.</summary>
internal sealed class TupleRow(in Value context, Binding? bindings)
{
    public Value Context { get; set; } = context;

    public Binding? Bindings { get; private set; } = bindings;

    public void Bind(string name, in Value value) => Bindings = new Binding(name, value, Bindings);

    /// <summary>Takes over what another row binds.</summary>
    public void BindAll(TupleRow other)
    {
        Context = other.Context;
        foreach (var (name, value) in other.Distinct()) Bind(name, value);
    }

    /// <summary>Each name once, with its latest value.</summary>
    public List<(string Name, Value Value)> Distinct()
    {
        var all = new List<(string Name, Value Value)>();
        for (var binding = Bindings; binding is not null; binding = binding.Next)
        {
            var name = binding.Name;
            if (!all.Exists(known => known.Name == name)) all.Add((name, binding.Value));
        }

        all.Reverse();
        return all;
    }
}
