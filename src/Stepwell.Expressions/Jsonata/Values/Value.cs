using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>
/// What an expression works on: JSON as it came, or something computed that JSON lacks or that may still change:
/// <see cref="Items"/>, <see cref="Members"/>, a <see cref="Function"/>, a row of a join. <c>default</c> is undefined.
/// </summary>
internal readonly struct Value
{
    private readonly object? _computed;
    private readonly JsonValue _json;

    public Value(JsonValue json) => _json = json;

    public Value(object computed) => _computed = computed;

    public static Value True => new(JsonValue.True);

    public static Value False => new(JsonValue.False);

    public object? Computed => _computed;

    /// <summary>The JSON that it is, missing for anything computed.</summary>
    public JsonValue Json => _json;

    public bool IsUndefined => _computed is null && _json.IsMissing;

    public bool IsArray => _computed is null ? _json.IsArray : _computed is Items;

    public bool IsObject => _computed is null ? _json.IsObject : _computed is Members;

    public bool IsString => _json.IsString;

    public bool IsNull => _json.IsNull;

    public bool IsBoolean => _json.IsBoolean;

    /// <summary>A number, not finite ones included.</summary>
    public bool IsNumber => _json.IsNumber || _computed is NonFinite;

    public bool IsSequence => _computed is Items { IsSequence: true };

    public Function? Function => _computed as Function;

    /// <summary>Items of an array; 0 for anything else.</summary>
    public int Count => _computed is Items items ? items.Count : _json.IsArray ? _json.Count : 0;

    public Value this[int index] => _computed is Items items
        ? (uint)index < (uint)items.Count ? items[index] : default
        : new Value(_json[index]);

    public static implicit operator Value(JsonValue json) => new(json);

    public static implicit operator Value(bool value) => value ? True : False;

    public static implicit operator Value(string value) => new(JsonValue.String(value));

    public static implicit operator Value(double value) =>
        double.IsFinite(value) ? new Value(JsonValue.Number(value)) : new Value(new NonFinite(value));

    /// <summary>The array's items as a list that can be read by index at no cost.</summary>
    public Items AsItems() => _computed as Items ?? Items.FromJson(_json);

    /// <summary>An array, or undefined, of the first argument of a built-in function.</summary>
    /// <exception cref="JsonataException">It is neither: T0410, as for <see cref="Text"/>.</exception>
    public Value Array() => IsArray || IsUndefined ? this : throw new JsonataException("T0410", this.ToJsonOrNull()) { Argument = 1 };

    /// <summary>The text.</summary>
    /// <exception cref="JsonataException">It is none: T0410. Only a partial application reaches a built-in function unchecked.</exception>
    public string Text() => _json.IsString ? _json.GetString() : throw new JsonataException("T0410");

    /// <summary>The number, not finite ones included.</summary>
    /// <exception cref="JsonataException">It is none: T0410, as for <see cref="Text"/>.</exception>
    public double Number() => _computed is NonFinite odd ? odd.Number : _json.IsNumber ? _json.GetDouble() : throw new JsonataException("T0410");

    /// <summary>Whether it is a number to calculate with. NaN is none.</summary>
    /// <exception cref="JsonataException">It is infinite: D1001.</exception>
    public bool TryGetNumber(out double number)
    {
        number = 0;
        if (!IsNumber) return false;
        number = Number();
        if (double.IsInfinity(number)) throw new JsonataException("D1001", JsonValue.Null);
        return !double.IsNaN(number);
    }

    /// <summary>The letter that signatures use for its type; m for undefined.</summary>
    public char Symbol() => _computed switch
    {
        null => SymbolOf(_json.Kind),
        Values.Function => 'f',
        Items => 'a',
        NonFinite => 'n',
        _ => 'o',
    };

    private static char SymbolOf(JsonKind kind) => kind switch
    {
        JsonKind.Missing => 'm',
        JsonKind.Null => 'l',
        JsonKind.Boolean => 'b',
        JsonKind.Number => 'n',
        JsonKind.String => 's',
        JsonKind.Array => 'a',
        _ => 'o',
    };
}
