using System.Text;
using System.Text.Json;
using CsCheck;

namespace Stepwell.Json.Tests;

public sealed class StringTests
{
    [Theory]
    [InlineData("""
        "plain"
        """, "plain")]
    [InlineData("""
        "\"\\\/\b\f\n\r\t"
        """, "\"\\/\b\f\n\r\t")]
    [InlineData("""
        "\u0041\u00e9\u20AC\uD83D\uDE00"
        """, "Aé€😀")]
    [InlineData("""
        "é€😀"
        """, "é€😀")]
    [InlineData("""
        "\u0000"
        """, "\0")]
    public void Strings_say_what_they_mean_and_stay_as_written(string text, string expected)
    {
        Says(expected, text);
    }

    // Attributes cannot hold these strings.
    [Fact]
    public void Surrogates_without_partner_survive()
    {
        Says("\ud800", """
            "\ud800"
            """);
        Says("\ud800\ud800\udc00x\udc00", """
            "\ud800\ud800\udc00x\udc00"
            """);
        Says("\ud800A", """
            "\ud800\u0041"
            """);
        Says("\ud800\\u", """
            "\ud800\\u"
            """);
        Assert.Equal("\"a\\ud800b\\udfff\"", JsonValue.String("a\ud800b\udfff").ToString());
        Assert.Equal("\"\\ud83d😀\"", JsonValue.String("\ud83d\ud83d\ude00").ToString());
    }

    [Theory]
    [InlineData("</'>&/", "</'>&/")]
    [InlineData("é€😀\u007f\u2028", "é€😀\u007f\u2028")]
    [InlineData("\"\\", "\\\"\\\\")]
    [InlineData("\b\f\n\r\t", "\\b\\f\\n\\r\\t")]
    [InlineData("\0\u0001\u001f", "\\u0000\\u0001\\u001f")]
    public void Only_what_json_demands_is_escaped(string text, string written)
    {
        Assert.Equal($"\"{written}\"", JsonValue.String(text).ToString());
        Assert.Equal(text, JsonValue.Parse($"\"{written}\"").GetString());
        Assert.Equal(Encoding.UTF8.GetByteCount(written) + 2, JsonValue.String(text).Utf8Length);
    }

    [Fact]
    public void Every_string_survives_writing_and_reading()
    {
        JsonGen.AnyString.Sample(text =>
        {
            var value = JsonValue.String(text);
            var bytes = value.ToUtf8Bytes();
            var read = JsonValue.Parse(bytes);

            Assert.Equal(text, read.GetString());
            Assert.Equal(value.Utf8Length, bytes.Length);
            Assert.True(read.StringEquals(text));
            Assert.Equal(value, read);
            Assert.Equal(value.GetHashCode(), read.GetHashCode());
        });
    }

    [Fact]
    public void Strings_written_any_way_are_compared_by_what_they_say()
    {
        Gen.Select(JsonGen.AnyString, JsonGen.AnyString, Gen.Int).Sample((text, other, seed) =>
        {
            var value = JsonValue.Parse(new JsonRenderer(new Random(seed)).Render(new Model.Text(text)));

            Assert.Equal(text, value.GetString());
            Assert.True(value.StringEquals(text));
            Assert.Equal(text == other, value.StringEquals(other));
            Assert.Equal(text == other, value == JsonValue.String(other));
            Assert.Equal(text == other, JsonValue.String(other) == value);
        });
    }

    [Fact]
    public void Comparison_with_utf8_is_with_the_unescaped_text()
    {
        var value = JsonValue.Parse("\"caf\\u00e9\"");

        Assert.True(value.StringEquals("café"u8));
        Assert.False(value.StringEquals("cafe"u8));
        Assert.False(value.StringEquals("caf\\u00e9"u8));
        Assert.True(JsonValue.String("café").StringEquals("café"u8));
        Assert.False(JsonValue.Number(1).StringEquals("1"u8));
        Assert.False(JsonValue.Number(1).StringEquals("1"));
        Assert.False(default(JsonValue).StringEquals(""));
    }

    [Fact]
    public void Utf8_that_is_invalid_becomes_replacement_characters()
    {
        Assert.Equal("a\ufffdb", JsonValue.String([(byte)'a', 0xFF, (byte)'b']).GetString());
        Assert.Equal("é", JsonValue.String("é"u8).GetString());
    }

    [Fact]
    public void Long_strings_are_read_whole()
    {
        var text = string.Concat(Enumerable.Repeat("ab\"é😀\n", 100_000));
        var value = JsonValue.Parse(JsonSerializer.Serialize(text));

        Assert.Equal(text, value.GetString());
        Assert.True(value.StringEquals(text));
        Assert.Equal(text, JsonValue.Parse(JsonValue.String(text).ToUtf8Bytes()).GetString());
    }

    [Fact]
    public void Reading_another_kind_as_a_string_is_an_error()
    {
        Assert.Throws<InvalidOperationException>(() => JsonValue.Null.GetString());
        Assert.Throws<InvalidOperationException>(() => JsonValue.Parse("[]").GetString());
        Assert.Throws<InvalidOperationException>(() => default(JsonValue).GetString());
        Assert.Throws<ArgumentNullException>(() => JsonValue.String((string)null!));
    }

    private static void Says(string expected, string text)
    {
        var value = JsonValue.Parse(text);

        Assert.Equal(expected, value.GetString());
        Assert.Equal(text, value.ToString());
        Assert.True(value.StringEquals(expected));
        Assert.Equal(JsonValue.String(expected), value);
        Assert.Equal(JsonValue.String(expected).GetHashCode(), value.GetHashCode());
    }
}
