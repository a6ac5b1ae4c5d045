namespace Stepwell.Expressions.Jsonata;

/// <summary>
/// Names that are bound at a place. A function may be called after what follows it in the block has been bound, so inside of one those
/// count too.
/// </summary>
internal sealed class NameScope(NameScope? enclosing, bool isFunction)
{
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private readonly HashSet<string> _later = new(StringComparer.Ordinal);

    public void Bind(string name) => _bound.Add(name);

    public void WillBind(string name) => _later.Add(name);

    public bool IsBound(string name)
    {
        var isInFunction = false;
        for (var scope = this; scope is not null; scope = scope.Enclosing)
        {
            if (scope._bound.Contains(name) || (isInFunction && scope._later.Contains(name))) return true;
            isInFunction |= scope.IsFunction;
        }

        return false;
    }

    private NameScope? Enclosing { get; } = enclosing;

    private bool IsFunction { get; } = isFunction;
}
