using CsCheck;

namespace Stepwell.Json.Tests;

public sealed class CompactTests
{
    [Theory]
    [InlineData("[1, 2]", "[1,2]")]
    [InlineData("{ \"a b\" : \" c \",\n\t\"d\" : [ ] }", "{\"a b\":\" c \",\"d\":[]}")]
    [InlineData("[\"quote \\\" and space\" , 1.0e5]", "[\"quote \\\" and space\",1.0e5]")]
    [InlineData("\" text \"", "\" text \"")]
    public void White_space_between_tokens_goes_and_the_rest_stays_as_written(string text, string expected) =>
        Assert.Equal(expected, JsonValue.Parse(text).Compact().ToString());

    [Fact]
    public void Value_without_white_space_is_itself()
    {
        var value = JsonValue.Parse("""{"a":[1,"b c"]}""");
        Assert.True(value.Compact().SameAs(value));
    }

    [Fact]
    public void Missing_stays_missing() => Assert.True(default(JsonValue).Compact().IsMissing);

    [Fact]
    public void Compact_value_equals_the_original() =>
        Gen.Select(JsonGen.Value, Gen.Int).Sample((model, seed) =>
        {
            var value = JsonValue.Parse($"[ {new JsonRenderer(new Random(seed)).Render(model)} , 1 ]");
            return value.Compact() == value;
        });
}
