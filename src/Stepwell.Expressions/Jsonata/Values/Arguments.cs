namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>What a built-in function is called with; an argument that was not given is undefined.</summary>
internal readonly ref struct Arguments(Value[] values, in CallSite site)
{
    private readonly Value[] _values = values;

    public CallSite Site { get; } = site;

    public Evaluator Evaluator => Site.Evaluator;

    public int Count => _values.Length;

    public Value this[int index] => index < _values.Length ? _values[index] : default;

    /// <summary>A number that is given, or null.</summary>
    public double? Number(int index) => this[index] is { IsUndefined: false } value ? value.Number() : null;

    /// <summary>A text that is given, or null.</summary>
    public string? Text(int index) => this[index] is { IsString: true } value ? value.Text() : null;
}
