using System.Buffers;
using System.Runtime.CompilerServices;

namespace Stepwell.Json.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Value_takes_sixteen_bytes()
    {
        Assert.Equal(16, Unsafe.SizeOf<JsonValue>());
    }

    [Fact]
    public void Default_is_missing_and_has_no_text()
    {
        var missing = default(JsonValue);

        Assert.True(missing.IsMissing);
        Assert.Equal(JsonKind.Missing, missing.Kind);
        Assert.Equal(0, missing.Utf8Length);
        Assert.Equal(string.Empty, missing.ToString());
        Assert.True(missing == default);
        Assert.False(missing == JsonValue.Null);
        Assert.Throws<InvalidOperationException>(() => missing.ToUtf8Bytes());
        Assert.Throws<InvalidOperationException>(() => missing.WriteTo(new ArrayBufferWriter<byte>()));
        Assert.Throws<InvalidOperationException>(() => missing.GetBoolean());
    }

    [Fact]
    public void Constants_have_their_kind_and_text()
    {
        Assert.Equal(
            ["null", "true", "false", "{}", "[]", "\"\""],
            new[] { JsonValue.Null, JsonValue.True, JsonValue.False, JsonValue.EmptyObject, JsonValue.EmptyArray, JsonValue.EmptyString }
                .Select(value => value.ToString()));
        Assert.True(JsonValue.Null.IsNull);
        Assert.True(JsonValue.True.GetBoolean());
        Assert.False(JsonValue.False.GetBoolean());
        Assert.True(JsonValue.EmptyObject.IsObject && JsonValue.EmptyArray.IsArray && JsonValue.EmptyString.IsString);
        Assert.Throws<InvalidOperationException>(() => JsonValue.Null.GetBoolean());
        Assert.True(JsonValue.Parse("[true]")[0].SameAs(JsonValue.True));
        Assert.True(JsonValue.Parse("null").SameAs(JsonValue.Null));
    }

    [Fact]
    public void Identity_is_of_storage()
    {
        var value = JsonValue.Parse("""{"a":[1],"b":[1]}""");

        Assert.True(value["a"].SameAs(value["a"]));
        Assert.False(value["a"].SameAs(value["b"]));
        Assert.True(value["a"] == value["b"]);
        Assert.True(JsonValue.Number(3).SameAs(JsonValue.Number(3)));
        Assert.False(JsonValue.Number(3).SameAs(JsonValue.Number(3.0)));
        Assert.True(value.With("c", value["a"])["c"].SameAs(value["a"]));
    }

    [Fact]
    public void Values_of_different_kinds_differ()
    {
        JsonValue[] values =
        [
            default, JsonValue.Null, JsonValue.True, JsonValue.False, JsonValue.Number(0), JsonValue.Number(1), JsonValue.EmptyString,
            JsonValue.String("0"), JsonValue.EmptyArray, JsonValue.EmptyObject, JsonValue.Array(JsonValue.Null),
        ];

        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++) Assert.Equal(i == j, values[i].Equals((object)values[j]));
        }

        Assert.False(JsonValue.Null.Equals(null));
        Assert.True(values[0] != values[1]);
    }

    [Theory]
    [InlineData("[1,2]", "[2,1]")]
    [InlineData("[1]", "[1,1]")]
    [InlineData("{\"a\":1}", "{\"a\":2}")]
    [InlineData("{\"a\":1}", "{\"b\":1}")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":1}")]
    [InlineData("[[]]", "[{}]")]
    public void Different_containers_differ(string left, string right)
    {
        Assert.NotEqual(JsonValue.Parse(left), JsonValue.Parse(right));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Text_is_written_through_buffers_of_any_size(int size)
    {
        var value = JsonValue.Parse("""{"a": [1, 2, 3], "b": "x"}""")
            .With("text", JsonValue.String("é€😀\ud800\n" + new string('x', 500)))
            .With("number", JsonValue.Number(-1.5e-9))
            .With("items", JsonValue.Array(JsonValue.True, JsonValue.Null, JsonValue.EmptyObject));
        var writer = new SmallBuffers(size);

        value.WriteTo(writer);

        Assert.Equal(value.ToUtf8Bytes(), writer.Written);
        Assert.Equal(value.Utf8Length, writer.Written.Count);
        Assert.Equal(value, JsonValue.Parse(writer.Written.ToArray()));
    }

    [Fact]
    public void Text_of_a_parsed_value_is_handed_out_without_a_copy()
    {
        var bytes = """{"a": [1, 2]}"""u8.ToArray();

        var part = JsonValue.Parse(bytes)["a"].AsUtf8Memory();

        Assert.True(part.Span == bytes.AsSpan(6, 6));
        Assert.Equal("[true]"u8.ToArray(), JsonValue.Array(JsonValue.True).AsUtf8Memory().ToArray());
    }

    /// <summary>Hands out exactly the size asked for, or a small one.</summary>
    private sealed class SmallBuffers(int size) : IBufferWriter<byte>
    {
        private byte[] _buffer = [];

        public List<byte> Written { get; } = [];

        public void Advance(int count) => Written.AddRange(_buffer.AsSpan(0, count));

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer = new byte[Math.Max(size, sizeHint)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
