namespace Stepwell.Json;

/// <summary>Collects items into an array. For one thread; usable again after <see cref="Build"/>, which takes a copy.</summary>
public sealed class JsonArrayBuilder
{
    private readonly List<JsonValue> _items = [];

    public int Count => _items.Count;

    /// <summary>Adds an item at the end; a missing one adds nothing.</summary>
    public void Add(JsonValue value)
    {
        if (!value.IsMissing) _items.Add(value);
    }

    /// <exception cref="JsonDepthException">The array would nest too deep.</exception>
    public JsonValue Build() => JsonValue.FromItems([.. _items]);
}
