namespace Stepwell.Json.Tests;

/// <summary>White space between tokens.</summary>
public sealed class CompactTests
{
    [Theory]
    [InlineData("[ 1 , 2 ]", "[1,2]")]
    [InlineData("{ \"a b\" :\t[ true,\n{ } ] }", "{\"a b\":[true,{}]}")]
    [InlineData("[\" \\\" \", \"\\\\\" ]", "[\" \\\" \",\"\\\\\"]")]
    [InlineData("[1.0, 1e2]", "[1.0,1e2]")]
    [InlineData("\" a \"", "\" a \"")]
    public void Compact_drops_white_space_between_tokens_and_nothing_else(string text, string compact) =>
        Assert.Equal(compact, JsonValue.Parse(text).Compact().ToString());

    [Fact]
    public void A_value_that_is_compact_stays_the_same_value()
    {
        var value = JsonValue.Parse("""{"a b":[1," "]}""");
        Assert.True(value.Compact().SameAs(value));
    }
}
