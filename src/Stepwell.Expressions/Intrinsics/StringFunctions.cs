using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

internal static class StringFunctions
{
    public const string FormatName = "States.Format";

    public static IntrinsicResult Format(ReadOnlySpan<JsonValue> arguments) =>
        FormatTemplate.Fill(Text.JavaText.Of(arguments[0]), arguments[1..]);

    /// <summary>Every character of the second argument separates; empty pieces are dropped.</summary>
    public static IntrinsicResult Split(ReadOnlySpan<JsonValue> arguments)
    {
        var separators = arguments[1].GetString().AsSpan();
        var rest = arguments[0].GetString().AsSpan();
        var pieces = new JsonArrayBuilder();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(separators);
            var piece = end < 0 ? rest : rest[..end];
            if (!piece.IsEmpty) pieces.Add(JsonValue.String(piece.ToString()));
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return pieces.Build();
    }

    public static IntrinsicResult Uuid(ExpressionServices services) =>
        JsonValue.String(services.NewUuid().ToString());
}
