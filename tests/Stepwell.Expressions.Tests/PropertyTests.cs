using CsCheck;
using Stepwell.Json;

namespace Stepwell.Expressions.Tests;

/// <summary>Whatever the text and the document: an error or a value, never an exception.</summary>
public class PropertyTests
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf(
            "$", "$$", "@", ".", "..", "*", "[", "]", "(", ")", "?", "'", "\"", "\\", ",", ":", "-", "0", "1", "9", "99999999999", "a", "b",
            "length()", " ", "{", "}", "==", "!=", "<", ">", "!", "&&", "||", "=~", "/", "in", "nin", "size", "empty", "contains", "true",
            "null", "States.", "States.Format(", "States.Array(", "States.ArrayRange(", "States.StringToJson(", "[?(@.", ")]", "['", "']",
            "[0]", "[::2]"),
        Gen.String[Gen.Char, 0, 3]);

    private static readonly Gen<string> AnyText = Piece.Array[0, 25].Select(string.Concat);

    private static readonly Gen<string> Step = Gen.OneOf(
        ".a", ".b", ".*", "..a", "..*", "..[0]", "[0]", "[-1]", "[7]", "[*]", "[1:]", "[:-1]", "[::2]", "[0,1]", "['a']", "['a','b']",
        "[?(@.a)]", "[?(!@.b)]", "[?(@.a == 1)]", "[?(@.a != @.b)]", "[?(@ > 1 || @.a < 'x')]", "[?(@.a in [1, 'x', null])]",
        "[?(@.b contains 1)]", "[?(@ size 2)]", "[?(@.b empty true)]", "[?(@.a =~ /x.*/i)]", "[?(@.b anyof $.a)]", "[?(@..a == $.b)]");

    private static readonly Gen<string> AnyPath = Step.Array[0, 6].Select(steps => "$" + string.Concat(steps));

    private static readonly Gen<JsonValue> AnyDocument = Document(depth: 4);

    private static readonly Gen<string> AnyCall = Gen.Select(
        Gen.OneOf(
            "Array", "ArrayPartition", "ArrayContains", "ArrayRange", "ArrayGetItem", "ArrayLength", "ArrayUnique", "Base64Encode",
            "Base64Decode", "Hash", "Format", "StringSplit", "StringToJson", "JsonToString", "JsonMerge", "MathAdd", "MathRandom", "UUID"),
        AnyPath.Array[0, 4],
        (name, paths) => $"States.{name}({string.Join(", ", paths)})");

    [Fact]
    public void Any_text_is_parsed_or_refused_with_a_position_inside_it() => AnyText.Sample(
        text =>
        {
            var parsed = Expression.TryParse(text, out var expression, out var error);

            if (parsed) expression!.Evaluate(Evaluating.Scope("""{"a":[1,{"b":2}]}"""));
            else Assert.InRange(error.Position, 0, text.Length);
        },
        iter: 20_000);

    [Fact]
    public void Any_path_over_any_document_gives_a_value_and_an_array_if_indefinite() => Gen.Select(AnyPath, AnyDocument).Sample(
        (text, document) =>
        {
            var path = JsonPath.Parse(text);
            var scope = Evaluating.Scope() with { Input = document };
            var value = path.Evaluate(scope);

            if (!path.IsDefinite) Assert.True(value.IsArray);
            else if (value.IsMissing) Assert.NotEmpty(path.ExplainMissing(scope));
        },
        iter: 3_000);

    [Fact]
    public void Any_call_with_any_arguments_gives_a_value_or_a_failure() => Gen.Select(AnyCall, AnyDocument).Sample(
        (text, document) =>
        {
            var evaluation = Evaluating.Evaluate(text, Evaluating.Scope() with { Input = document });

            Assert.NotEqual(evaluation.Failed, !evaluation.Value.IsMissing);
        },
        iter: 3_000);

    [Fact]
    public void What_is_put_at_a_reference_path_is_found_there() =>
        Gen.Select(Gen.OneOf(".a", ".b", "[0]", "['a b']").Array[0, 4], AnyDocument, AnyDocument).Sample(
            (steps, document, value) =>
            {
                var text = "$" + string.Concat(steps);
                Assert.True(ReferencePath.TryParse(text, out var path, out _));
                var changed = path.Set(document, value);

                if (!changed.Failed) Assert.Equal(value, JsonPath.Parse(text).Evaluate(changed.Value));
            },
            iter: 5_000);

    private static Gen<JsonValue> Document(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.OneOf(JsonValue.Null, JsonValue.True, JsonValue.False, JsonValue.String("x1"), JsonValue.String(""), JsonValue.String("1")),
            Gen.Long[-3, 3].Select(JsonValue.Number),
            Gen.Double[-1e9, 1e9].Select(JsonValue.Number));
        if (depth == 0) return scalar;

        var child = Document(depth - 1);
        return Gen.Frequency(
            (2, scalar),
            (2, child.Array[0, 4].Select(items => JsonValue.Array(items))),
            (3, Gen.Select(Gen.OneOf("a", "b", "c", "a b"), child).Array[0, 4].Select(Object)));
    }

    private static JsonValue Object((string Name, JsonValue Value)[] members)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (name, value) in members) builder.Add(name, value);
        return builder.Build();
    }
}
