using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>Variables by name (without <c>$</c>). Immutable; adding one copies nothing.</summary>
public sealed class JsonataBindings
{
    private readonly JsonataBindings? _enclosing;
    private readonly string? _name;
    private readonly JsonValue _value;

    private JsonataBindings(JsonataBindings? enclosing, string? name, JsonValue value)
    {
        _enclosing = enclosing;
        _name = name;
        _value = value;
    }

    public static JsonataBindings None { get; } = new(enclosing: null, name: null, value: default);

    /// <summary>The members of an object, or none where the value is missing.</summary>
    public static JsonataBindings Of(JsonValue variables) => variables.IsMissing ? None : new(enclosing: null, name: null, variables);

    /// <summary>One more variable, which hides an earlier one of that name.</summary>
    public JsonataBindings With(string name, JsonValue value) => new(this, name, value);

    /// <summary>The variable's value, or missing.</summary>
    public JsonValue Get(string name)
    {
        for (var bindings = this; bindings is not null; bindings = bindings._enclosing)
        {
            if (bindings._name is null) return bindings._value[name];
            if (bindings._name == name) return bindings._value;
        }

        return default;
    }
}
