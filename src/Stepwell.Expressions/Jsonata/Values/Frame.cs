namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>The variables of a block, a function call or a row; what it does not bind is looked for outside.</summary>
/// <param name="shared">What a row binds; stays as it is.</param>
internal sealed class Frame(Frame? enclosing, Binding? shared = null)
{
    private readonly Frame? _enclosing = enclosing;
    private readonly Binding? _shared = shared;
    private Binding? _bindings = shared;

    public void Bind(string name, in Value value)
    {
        for (var binding = _bindings; binding != _shared; binding = binding!.Next)
        {
            if (binding!.Name != name) continue;
            binding.Value = value;
            return;
        }

        _bindings = new Binding(name, value, _bindings);
    }

    public bool TryFind(string name, out Value value)
    {
        for (var frame = this; frame is not null; frame = frame._enclosing)
        {
            for (var binding = frame._bindings; binding is not null; binding = binding.Next)
            {
                if (binding.Name != name) continue;
                value = binding.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
