using System.Collections.Frozen;
using Stepwell.Json;
using static Stepwell.Expressions.Intrinsics.IntrinsicFunction;
using static Stepwell.Json.JsonKind;

namespace Stepwell.Expressions.Intrinsics;

/// <summary>All eighteen functions by name.</summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html</remarks>
internal static class IntrinsicFunctions
{
    private static readonly FrozenDictionary<string, IntrinsicFunction> ByName = new[]
    {
        Variadic("States.Array", [], ArrayFunctions.Create),
        Fixed("States.ArrayPartition", [JsonKind.Array, Number], ArrayFunctions.Partition),
        Fixed("States.ArrayContains", [JsonKind.Array, Any], ArrayFunctions.Contains),
        Fixed("States.ArrayRange", [Number, Number, Number], ArrayFunctions.Range),
        Fixed("States.ArrayGetItem", [JsonKind.Array, Number], ArrayFunctions.GetItem),
        Fixed("States.ArrayLength", [JsonKind.Array], ArrayFunctions.Length),
        Fixed("States.ArrayUnique", [JsonKind.Array], ArrayFunctions.Unique),
        Fixed("States.Base64Encode", [JsonKind.String], EncodingFunctions.Base64Encode),
        Fixed("States.Base64Decode", [JsonKind.String], EncodingFunctions.Base64Decode),
        Fixed("States.Hash", [Any, JsonKind.String], EncodingFunctions.Hash),
        Variadic("States.Format", [Any], StringFunctions.Format),
        Fixed("States.StringSplit", [JsonKind.String, JsonKind.String], StringFunctions.Split),
        Fixed("States.StringToJson", [JsonKind.String], JsonFunctions.StringToJson),
        Fixed("States.JsonToString", [Any], JsonFunctions.JsonToString),
        Fixed("States.JsonMerge", [JsonKind.Object, JsonKind.Object, Any], JsonFunctions.Merge),
        Fixed("States.MathAdd", [Number, Number], MathFunctions.Add),
        new IntrinsicFunction("States.MathRandom", [Number, Number, Number], Required: 2, IsVariadic: false, MathFunctions.Random),
        new IntrinsicFunction("States.UUID", [], Required: 0, IsVariadic: false, (_, services) => StringFunctions.Uuid(services)),
    }.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IntrinsicFunction? Find(string name) => ByName.GetValueOrDefault(name);

    private static IntrinsicFunction Fixed(string name, JsonKind[] parameters, PureFunction body) =>
        new(name, [.. parameters], parameters.Length, IsVariadic: false, (arguments, _) => body(arguments));

    private static IntrinsicFunction Variadic(string name, JsonKind[] parameters, PureFunction body) =>
        new(name, [.. parameters], parameters.Length, IsVariadic: true, (arguments, _) => body(arguments));

    /// <summary>A body that needs neither randomness nor ids.</summary>
    private delegate IntrinsicResult PureFunction(ReadOnlySpan<JsonValue> arguments);
}
