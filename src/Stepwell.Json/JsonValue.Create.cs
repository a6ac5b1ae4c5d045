using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Stepwell.Json.Spine;
using Stepwell.Json.Text;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    private static readonly ObjectNode NoMembers = new([]);
    private static readonly ArrayNode NoItems = new([]);

    public static JsonValue Null => new(null, JsonKind.Null, 0);

    public static JsonValue True => new(null, JsonKind.Boolean, 1);

    public static JsonValue False => new(null, JsonKind.Boolean, 0);

    public static JsonValue EmptyObject => new(NoMembers, JsonKind.Object, 0);

    public static JsonValue EmptyArray => new(NoItems, JsonKind.Array, 0);

    public static JsonValue EmptyString => new(string.Empty, JsonKind.String, 0);

    public static JsonValue Boolean(bool value) => value ? True : False;

    public static JsonValue String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new JsonValue(value, JsonKind.String, 0);
    }

    /// <summary>A string from UTF-8 without escapes. Bytes that are not UTF-8 become U+FFFD.</summary>
    public static JsonValue String(ReadOnlySpan<byte> utf8) => String(Utf8Text.Decode(utf8));

    public static JsonValue Number(long value) => new(NumberTag.Int64, value);

    /// <summary>A number from a finite double, with the shortest text that reads back as the same, laid out as JavaScript does.</summary>
    public static JsonValue Number(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "JSON has no such number.");
        return new JsonValue(NumberTag.Double, BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>A number with the decimal's digits, trailing zeros included.</summary>
    public static JsonValue Number(decimal value) =>
        new(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)), JsonKind.Number, 0);

    /// <summary>An array of those items that are not missing.</summary>
    [OverloadResolutionPriority(1)]
    public static JsonValue Array(params ReadOnlySpan<JsonValue> items)
    {
        if (items.IsEmpty) return EmptyArray;
        return FromItems(HasMissing(items) ? WithoutMissing(items) : items.ToArray());
    }

    /// <summary>An array of those items that are not missing; takes the items over without a copy if none is.</summary>
    public static JsonValue Array(ImmutableArray<JsonValue> items)
    {
        if (items.IsDefaultOrEmpty) return EmptyArray;
        var span = items.AsSpan();
        return FromItems(HasMissing(span) ? WithoutMissing(span) : ImmutableCollectionsMarshal.AsArray(items)!);
    }

    /// <summary>Takes the items over. None is missing.</summary>
    internal static JsonValue FromItems(JsonValue[] items)
    {
        if (items.Length == 0) return EmptyArray;
        var node = new ArrayNode(items);
        JsonDepthException.ThrowIfTooDeep(node.Depth);
        return new JsonValue(node, JsonKind.Array, 0);
    }

    /// <summary>Takes the members over. Their names differ and no value is missing.</summary>
    internal static JsonValue FromMembers(JsonMember[] members)
    {
        if (members.Length == 0) return EmptyObject;
        var node = new ObjectNode(members);
        JsonDepthException.ThrowIfTooDeep(node.Depth);
        return new JsonValue(node, JsonKind.Object, 0);
    }

    private static bool HasMissing(ReadOnlySpan<JsonValue> items)
    {
        foreach (var item in items)
        {
            if (item.IsMissing) return true;
        }

        return false;
    }

    private static JsonValue[] WithoutMissing(ReadOnlySpan<JsonValue> items)
    {
        var present = new List<JsonValue>(items.Length);
        foreach (var item in items)
        {
            if (!item.IsMissing) present.Add(item);
        }

        return [.. present];
    }
}
