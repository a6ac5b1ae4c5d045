using System.Runtime.CompilerServices;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Values as JSON, as JavaScript would write them: a function is left out of an object, and null in an array like NaN.</summary>
internal static class JsonResult
{
    /// <summary>The value as JSON; missing for undefined and for a function.</summary>
    /// <exception cref="JsonataException">It is too large or nests too deep: U1001.</exception>
    public static JsonValue Of(in Value value, Evaluator evaluator)
    {
        if (value.Computed is null) return value.Json;
        evaluator.Enter();
        var json = evaluator.IsStackLow ? OnDeepStack(value, evaluator) : Convert(value, evaluator);
        evaluator.Leave();
        return json;
    }

    private static JsonValue OnDeepStack(Value value, Evaluator evaluator) => DeepStack.Run(() => Convert(value, evaluator));

    private static JsonValue Convert(in Value value, Evaluator evaluator) => value.Computed switch
    {
        Items items => ArrayOf(items, evaluator),
        Members members => ObjectOf(members, evaluator),
        NonFinite => JsonValue.Null,
        TupleRow row => Of(row.Context, evaluator),
        _ => default,
    };

    private static JsonValue ArrayOf(Items items, Evaluator evaluator)
    {
        if (items.IsOuterWrapper) return Of(items[0], evaluator);
        evaluator.Charge(16L * items.Count);
        var values = new JsonValue[items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var json = Of(items[i], evaluator);
            values[i] = json.IsMissing ? JsonValue.Null : json;
        }

        return JsonValue.Array(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private static JsonValue ObjectOf(Members members, Evaluator evaluator)
    {
        evaluator.Charge(48L * members.Count);
        var builder = new JsonObjectBuilder();
        for (var i = 0; i < members.Count; i++) builder.Add(members.NameAt(i), Of(members.ValueAt(i), evaluator));
        return builder.Build();
    }

    /// <summary>The value for an error: only what is cheap to show.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static JsonValue ToJsonOrNull(this in Value value) => ForError(value, levels: 8);

    private static JsonValue ForError(in Value value, int levels)
    {
        switch (value.Computed)
        {
            case null:
                return value.Json;
            case Items { Count: <= 1000 } items when levels > 0:
                var array = new JsonArrayBuilder();
                foreach (var item in new ValueItems(new Value(items))) array.Add(ForError(item, levels - 1));
                return array.Build();
            case Members { Count: <= 1000 } members when levels > 0:
                var builder = new JsonObjectBuilder();
                for (var i = 0; i < members.Count; i++) builder.Add(members.NameAt(i), ForError(members.ValueAt(i), levels - 1));
                return builder.Build();
            default:
                return JsonValue.Null;
        }
    }
}
