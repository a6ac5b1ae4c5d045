namespace Stepwell.Wire.Generator.Model;

/// <summary>The members of a JSON object in their order, with the few look-ups that reading a model needs.</summary>
internal sealed class JsonObject : List<KeyValuePair<string, object?>>
{
    private Dictionary<string, object?>? _byName;

    public void Add(string name, object? value) => Add(new KeyValuePair<string, object?>(name, value));

    public object? Get(string name)
    {
        _byName ??= this.ToDictionary(pair => pair.Key, pair => pair.Value);
        return _byName.TryGetValue(name, out var value) ? value : null;
    }

    public string? Text(string name) => Get(name) as string;

    public double? Number(string name) => Get(name) as double?;

    public bool Flag(string name) => Get(name) is true;

    public JsonObject Object(string name) => Get(name) as JsonObject ?? [];

    public string[] Texts(string name) => Get(name) is List<object?> items ? [.. items.OfType<string>()] : [];
}
