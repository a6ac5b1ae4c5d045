namespace Stepwell.Expressions.Tests.Jsonata;

/// <summary>Texts that make trees as tall as they are long: refused at once, rather than after minutes or never.</summary>
public sealed class HostileSyntaxTests
{
    [Theory]
    [InlineData("1", "+1")]
    [InlineData("$a", ".b")]
    [InlineData("$a", "[0]")]
    [InlineData("$a", "~>$b")]
    [InlineData("'a'", "&'b'")]
    [InlineData("($a", "+1)+($b")]
    public void Chain_of_operators_has_an_end(string start, string link)
    {
        var text = start + string.Concat(Enumerable.Repeat(link, 100_000));
        Assert.False(JsonataExpression.TryParse(text, JsonataDialect.StepFunctions, out _, out var error));
        Assert.Equal("U1001", error.Code);
    }

    [Fact]
    public void Nested_chains_add_up()
    {
        var chain = string.Concat(Enumerable.Repeat("+1", 900));
        var text = string.Concat(Enumerable.Repeat("(", 10)) + "1" + string.Concat(Enumerable.Repeat(chain + ")", 10));
        Assert.False(JsonataExpression.TryParse(text, JsonataDialect.StepFunctions, out _, out var error));
        Assert.Equal("U1001", error.Code);
    }

    [Fact]
    public void Chain_of_thousands_is_fine() => Assert.True(
        JsonataExpression.TryParse("1" + string.Concat(Enumerable.Repeat("+1", 4_000)), JsonataDialect.StepFunctions, out _, out _));

    [Fact]
    public void Many_short_chains_do_not_add_up()
    {
        var text = $"[{string.Join(',', Enumerable.Repeat("1+1+1", 10_000))}]";
        Assert.True(JsonataExpression.TryParse(text, JsonataDialect.StepFunctions, out _, out _));
    }
}
