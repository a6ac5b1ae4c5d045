using System.Buffers;
using System.Text;

namespace Stepwell.Json.Tests;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("null", JsonKind.Null)]
    [InlineData("true", JsonKind.Boolean)]
    [InlineData("-0.5e+10", JsonKind.Number)]
    [InlineData("\"\"", JsonKind.String)]
    [InlineData("[]", JsonKind.Array)]
    [InlineData("{}", JsonKind.Object)]
    [InlineData(" \t\r\n[ ] \t\r\n", JsonKind.Array)]
    public void Text_of_one_value_has_its_kind(string text, JsonKind kind)
    {
        var value = JsonValue.Parse(text);

        Assert.Equal(kind, value.Kind);
        Assert.Equal(text.Trim(' ', '\t', '\r', '\n'), value.ToString());
    }

    [Theory]
    [InlineData("", 0, "Expected a value, but the text ends")]
    [InlineData("  ", 2, "Expected a value, but the text ends")]
    [InlineData("nul", 0, "Expected a value")]
    [InlineData("nulll", 4, "Expected the end of the text")]
    [InlineData("True", 0, "Expected a value")]
    [InlineData("'a'", 0, "Expected a value")]
    [InlineData("NaN", 0, "Expected a value")]
    [InlineData("Infinity", 0, "Expected a value")]
    [InlineData("\u00a01", 0, "Expected a value")]
    [InlineData("\ufeff1", 0, "Expected a value")]
    [InlineData("1 2", 2, "Expected the end of the text")]
    [InlineData("{} x", 3, "Expected the end of the text")]
    [InlineData("// no\n1", 0, "Expected a value")]
    [InlineData("[1,]", 3, "Expected a value")]
    [InlineData("[,1]", 1, "Expected a value")]
    [InlineData("[1 2]", 3, "Expected ',' or ']'")]
    [InlineData("[1", 2, "Expected ',' or ']', but the text ends")]
    [InlineData("[1}", 2, "Expected ',' or ']'")]
    [InlineData("[", 1, "Expected a value, but the text ends")]
    [InlineData("]", 0, "Expected a value")]
    [InlineData("{", 1, "Expected a member name in double quotes, but the text ends")]
    [InlineData("{]", 1, "Expected a member name in double quotes")]
    [InlineData("{a:1}", 1, "Expected a member name in double quotes")]
    [InlineData("{1:1}", 1, "Expected a member name in double quotes")]
    [InlineData("{\"a\"}", 4, "Expected ':'")]
    [InlineData("{\"a\" 1}", 5, "Expected ':'")]
    [InlineData("{\"a\":}", 5, "Expected a value")]
    [InlineData("{\"a\":1,}", 7, "Expected a member name in double quotes")]
    [InlineData("{\"a\":1]", 6, "Expected ',' or '}'")]
    [InlineData("{\"a\":1 \"b\":2}", 7, "Expected ',' or '}'")]
    [InlineData("{\"a\":1", 6, "Expected ',' or '}', but the text ends")]
    [InlineData("\"abc", 4, "The string does not end")]
    [InlineData("\"abc\\", 4, "Unknown escape")]
    [InlineData("\"\\x\"", 1, "Unknown escape")]
    [InlineData("\"\\u12\"", 1, "Unknown escape")]
    [InlineData("\"\\u12g4\"", 1, "Unknown escape")]
    [InlineData("\"\\U1234\"", 1, "Unknown escape")]
    [InlineData("\"a\tb\"", 2, "A control character must be escaped")]
    [InlineData("\"0123456789abcdefghij\nb\"", 21, "A control character must be escaped")]
    [InlineData("\"\0\"", 1, "A control character must be escaped")]
    [InlineData("{\"a\nb\":1}", 3, "A control character must be escaped")]
    [InlineData("-", 1, "Expected a digit, but the text ends")]
    [InlineData("-a", 1, "Expected a digit")]
    [InlineData("+1", 0, "Expected a value")]
    [InlineData(".5", 0, "Expected a value")]
    [InlineData("01", 0, "A number must not start with 0")]
    [InlineData("-012", 1, "A number must not start with 0")]
    [InlineData("1.", 2, "Expected a digit after the decimal point, but the text ends")]
    [InlineData("[1.]", 3, "Expected a digit after the decimal point")]
    [InlineData("1.e5", 2, "Expected a digit after the decimal point")]
    [InlineData("1e", 2, "Expected a digit in the exponent, but the text ends")]
    [InlineData("1e+", 3, "Expected a digit in the exponent, but the text ends")]
    [InlineData("1E-x", 3, "Expected a digit in the exponent")]
    [InlineData("1.5.5", 3, "Expected the end of the text")]
    [InlineData("0x1F", 1, "Expected the end of the text")]
    public void Malformed_text_is_refused_with_reason_and_place(string text, int offset, string message)
    {
        Assert.False(JsonValue.TryParse(text, out var value, out var error));

        Assert.True(value.IsMissing);
        Assert.Equal((message, offset), (error.Message, error.Offset));
    }

    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"b\" 2\n}", 3, 7)]
    [InlineData("[\r\n1,\r\n]", 3, 1)]
    [InlineData("[\"é€\", x]", 1, 8)]
    [InlineData("\n\n", 3, 1)]
    public void Errors_say_line_and_column_in_characters(string text, int line, int column)
    {
        var exception = Assert.Throws<JsonParseException>(() => JsonValue.Parse(text));

        Assert.Equal((line, column), (exception.LineNumber, exception.ColumnNumber));
        Assert.EndsWith($"(line {line}, column {column})", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, 0)]
    [InlineData(new byte[] { (byte)'"', 0x80, (byte)'"' }, 1)]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0xAF, (byte)'"' }, 1)]
    [InlineData(new byte[] { (byte)'"', (byte)'a', 0xE2, 0x82, (byte)'"' }, 2)]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, 1)]
    [InlineData(new byte[] { (byte)'"', 0xF4, 0x90, 0x80, 0x80, (byte)'"' }, 1)]
    public void Invalid_utf8_is_refused_where_it_starts(byte[] text, int offset)
    {
        Assert.False(JsonValue.TryParse(text, out _, out var error));

        Assert.Equal(("The text is not valid UTF-8", offset), (error.Message, error.Offset));
    }

    [Fact]
    public void Surrogate_without_partner_in_a_text_of_chars_is_refused()
    {
        Assert.False(JsonValue.TryParse("[\"\ud800\"]", out _, out var error));

        Assert.Equal(("The text is not valid UTF-8", 2), (error.Message, error.Offset));
    }

    [Fact]
    public void Nesting_up_to_the_limit_is_read_and_beyond_is_refused()
    {
        var options = new JsonParseOptions { MaxDepth = 3 };

        Assert.Equal(3, JsonValue.Parse("[[{}]]", options).Depth);
        Assert.False(JsonValue.TryParse("[[{\"a\":[]}]]", options, out _, out var error));
        Assert.Equal(("More than 3 levels of nesting", 7), (error.Message, error.Offset));
        Assert.Equal(JsonKind.Number, JsonValue.Parse("1", new JsonParseOptions { MaxDepth = 0 }).Kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonParseOptions { MaxDepth = -1 });
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("[{\"a\":")]
    public void Depth_bombs_are_refused_at_the_limit(string bracket)
    {
        var bomb = string.Concat(Enumerable.Repeat(bracket, 5_000_000 / bracket.Length));

        Assert.False(JsonValue.TryParse(bomb, out _, out var error));
        Assert.Equal("More than 1000 levels of nesting", error.Message);
    }

    [Fact]
    public void Parsing_and_passing_on_need_no_stack_however_deep()
    {
        const int Depth = 200_000;
        var text = new string('[', Depth) + new string(']', Depth);
        var options = new JsonParseOptions { MaxDepth = int.MaxValue };

        var value = JsonValue.Parse(text, options);

        Assert.Equal(Depth, value.Depth);
        Assert.Equal(Depth - 1, value[0].Depth);
        Assert.Equal(text.Length, value.ToUtf8Bytes().Length);
        Assert.Throws<InsufficientExecutionStackException>(() => value.Equals(JsonValue.Parse(text, options)));
        Assert.Throws<InsufficientExecutionStackException>(() => value.GetHashCode());
    }

    [Fact]
    public void Part_of_an_array_is_read_in_place()
    {
        var bytes = Encoding.UTF8.GetBytes("xx{\"a\": [1, \"é\"]}yy");
        var part = bytes.AsMemory(2, bytes.Length - 4);

        var value = JsonValue.Parse(part);

        Assert.Equal("é", value["a"][1].GetString());
        Assert.True(value.AsUtf8Memory().Span == part.Span);
        Assert.False(JsonValue.TryParse(bytes.AsMemory(2), out _, out var error));
        Assert.Equal(part.Length, error.Offset);
    }

    [Fact]
    public void Memory_that_is_no_array_is_copied()
    {
        using var owner = new UnmanagedLike("[1, 2]"u8.ToArray());
        var value = JsonValue.Parse(owner.Memory);
        owner.GetSpan().Clear();

        Assert.Equal("[1, 2]", value.ToString());
    }

    [Fact]
    public void Parse_refuses_null()
    {
        Assert.Throws<ArgumentNullException>(() => JsonValue.Parse((string)null!));
    }

    private sealed class UnmanagedLike(byte[] bytes) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
