using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;

namespace Stepwell.Json.Tests;

/// <summary>Random documents against System.Text.Json and a plain model.</summary>
public sealed class AgreementTests
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static readonly Gen<(Model Model, string Text)> Document =
        Gen.Select(JsonGen.Value, Gen.Int).Select((model, seed) => (model, new JsonRenderer(new Random(seed)).Render(model)));

    [Fact]
    public void Parsed_documents_read_as_what_they_say()
    {
        Document.Sample(document => ModelAssert.Same(document.Model, JsonValue.Parse(document.Text)));
    }

    [Fact]
    public void Computed_documents_read_as_what_they_say()
    {
        JsonGen.Value.Sample(model => ModelAssert.Same(model, model.Compute()));
    }

    [Fact]
    public void Parsed_documents_agree_with_JsonDocument()
    {
        Document.Sample(document =>
        {
            using var expected = JsonDocument.Parse(document.Text);
            Agree(expected.RootElement, JsonValue.Parse(document.Text));
        });
    }

    [Fact]
    public void Parsed_documents_are_written_as_they_came()
    {
        Document.Sample(document =>
        {
            var value = JsonValue.Parse(document.Text);
            Assert.Equal(document.Text.Trim(' ', '\t', '\r', '\n'), value.ToString());
            Assert.Equal(value.Utf8Length, value.ToUtf8Bytes().Length);
        });
    }

    [Fact]
    public void Computed_documents_are_written_so_that_they_read_the_same()
    {
        JsonGen.Value.Sample(model =>
        {
            var bytes = model.Compute().ToUtf8Bytes();
            ModelAssert.Same(model, JsonValue.Parse(bytes));
            using var _ = JsonDocument.Parse(bytes);
        });
    }

    [Fact]
    public void However_written_or_computed_the_same_document_is_equal()
    {
        Gen.Select(JsonGen.Value, Gen.Int, Gen.Int).Sample((model, seed, otherSeed) =>
        {
            var value = JsonValue.Parse(new JsonRenderer(new Random(seed)).Render(model));
            var shuffled = JsonValue.Parse(new JsonRenderer(new Random(otherSeed)).Render(Shuffle(model, new Random(otherSeed))));
            var computed = model.Compute();

            Assert.True(value == shuffled && shuffled == computed && computed == value);
            Assert.Equal(value.GetHashCode(), shuffled.GetHashCode());
            Assert.Equal(value.GetHashCode(), computed.GetHashCode());
        });
    }

    [Fact]
    public void Equal_exactly_when_JsonElement_DeepEquals_says_so()
    {
        // Small documents, so that equal ones turn up.
        var small = Gen.Select(Gen.OneOf("[{0},{1}]", "{{\"a\":{0},\"b\":{1}}}", "{{\"b\":{0},\"a\":{1}}}"), Leaf, Leaf)
            .Select((form, left, right) => string.Format(null, form, left, right));
        Gen.Select(small, small).Sample((left, right) =>
        {
            using var leftDocument = JsonDocument.Parse(left);
            using var rightDocument = JsonDocument.Parse(right);
            var expected = JsonElement.DeepEquals(leftDocument.RootElement, rightDocument.RootElement);
            Assert.Equal(expected, JsonValue.Parse(left) == JsonValue.Parse(right));
        });
    }

    [Fact]
    public void Damaged_text_is_accepted_exactly_when_JsonDocument_accepts_it()
    {
        var damage = Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 2], Gen.OneOf<char>([.. "{}[]\",:\\ 0-.eu\n\0tnx"]));
        Gen.Select(Document, damage.Array[1, 3]).Sample((document, damages) =>
        {
            var text = new StringBuilder(document.Text);
            foreach (var (place, action, c) in damages)
            {
                var at = place % (text.Length + 1);
                if (action == 0) text.Insert(at, c);
                else if (at < text.Length && action == 1) text[at] = c;
                else if (at < text.Length) text.Remove(at, 1);
            }

            var bytes = Encoding.UTF8.GetBytes(text.ToString());
            Assert.Equal(IsAccepted(bytes), JsonValue.TryParse(bytes, out _, out var error));
            Assert.InRange(error.Offset, 0, bytes.Length);
        });
    }

    [Fact]
    public void Damaged_bytes_are_accepted_exactly_when_they_are_utf8_that_JsonDocument_accepts()
    {
        Gen.Select(Document, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 3]).Sample((document, damages) =>
        {
            var bytes = Encoding.UTF8.GetBytes(document.Text);
            foreach (var (place, value) in damages) bytes[place % bytes.Length] = value;
            Assert.Equal(Utf8.IsValid(bytes) && IsAccepted(bytes), JsonValue.TryParse(bytes, out _, out _));
        });
    }

    private static Gen<string> Leaf => Gen.OneOf("1", "2", "null", "true", "\"a\"", "\"\\u0061\"", "[]", "{}", "[1]", "{\"a\":1}");

    private static bool IsAccepted(byte[] bytes)
    {
        try
        {
            using var _ = JsonDocument.Parse(bytes, Deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Agree(JsonElement expected, JsonValue actual)
    {
        Assert.Equal(expected.ValueKind, KindOf(actual));
        switch (expected.ValueKind)
        {
            case JsonValueKind.Number:
                Assert.Equal(expected.GetRawText(), actual.ToString());
                Assert.Equal(expected.GetDouble(), actual.GetDouble());
                if (expected.TryGetInt64(out var integer)) Assert.True(actual.TryGetInt64(out var same) && same == integer);
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual.GetString());
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Count);
                foreach (var (item, other) in expected.EnumerateArray().Zip(actual.Items)) Agree(item, other);
                break;
            case JsonValueKind.Object:
                var names = expected.EnumerateObject().Select(member => member.Name).Distinct();
                Assert.Equal(names, actual.Members.Select(member => member.Name));
                foreach (var member in actual.Members) Agree(expected.GetProperty(member.Name), member.Value);
                break;
        }
    }

    private static JsonValueKind KindOf(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => JsonValueKind.Null,
        JsonKind.Boolean => value.GetBoolean() ? JsonValueKind.True : JsonValueKind.False,
        JsonKind.Number => JsonValueKind.Number,
        JsonKind.String => JsonValueKind.String,
        JsonKind.Array => JsonValueKind.Array,
        JsonKind.Object => JsonValueKind.Object,
        _ => JsonValueKind.Undefined,
    };

    private static Model Shuffle(Model model, Random random)
    {
        switch (model)
        {
            case Model.List(var items):
                return new Model.List([.. items.Select(item => Shuffle(item, random))]);
            case Model.Map map:
                var members = map.Distinct.Select(member => (member.Name, Shuffle(member.Value, random))).ToArray();
                random.Shuffle(members);
                return new Model.Map(members);
            default:
                return model;
        }
    }
}
