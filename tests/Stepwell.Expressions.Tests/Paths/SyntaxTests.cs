namespace Stepwell.Expressions.Tests.Paths;

public class SyntaxTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 0)]
    [InlineData(".guid", 0)]
    [InlineData("..guid", 0)]
    [InlineData("()", 0)]
    [InlineData(" $.a", 0)]
    [InlineData("$...", 3)]
    [InlineData("$.", 2)]
    [InlineData("$..", 3)]
    [InlineData("$.a..", 5)]
    [InlineData("$.a b", 3)]
    [InlineData("$.a.", 4)]
    [InlineData("$*", 1)]
    [InlineData("$a-b", 2)]
    [InlineData("$1", 1)]
    [InlineData("$$a", 2)]
    [InlineData("@.a", 0)]
    [InlineData("$[", 2)]
    [InlineData("$[]", 2)]
    [InlineData("$[a]", 2)]
    [InlineData("$['a]", 5)]
    [InlineData("$['a'", 5)]
    [InlineData("$['a',]", 6)]
    [InlineData("$['a' 'b']", 6)]
    [InlineData("$[1,]", 4)]
    [InlineData("$[1:2:0]", 7)]
    [InlineData("$[1:2:-1]", 8)]
    [InlineData("$[99999999999]", 13)]
    [InlineData("$[?]", 3)]
    [InlineData("$[?()]", 4)]
    [InlineData("$[?(@.a]", 8)]
    [InlineData("$[?(@.a ==)]", 10)]
    [InlineData("$[?(@.a like 'x')]", 12)]
    [InlineData("$[?(@.a == 'x)]", 15)]
    [InlineData("$[?('x')]", 7)]
    [InlineData("$[?(@.a && )]", 11)]
    [InlineData("$[?(@.a =~ /(/)]", 14)]
    [InlineData("$[?(@.a =~ /(?=x)/)]", 18)]
    [InlineData("$[?(@.a =~ /x)]", 15)]
    [InlineData("$[?(@.a =~ /x)|(y/)]", 18)]
    [InlineData("$[?(@.a in ['x' 'y'])]", 16)]
    [InlineData("$[*", 3)]
    [InlineData("$[(@.x)]", 2)]
    public void Text_that_is_no_path_is_refused_with_a_position(string text, int position)
    {
        var parsed = JsonPath.TryParse(text, out var path, out var error);

        Assert.False(parsed);
        Assert.Null(path);
        Assert.NotEmpty(error.Message);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Parse_throws_what_TryParse_reports() =>
        Assert.Contains("position 2", Assert.Throws<FormatException>(() => JsonPath.Parse("$.")).Message);

    [Theory]
    [InlineData("[")]
    [InlineData("(")]
    [InlineData("!")]
    public void Nesting_without_end_is_refused(string opening)
    {
        var text = "$[?(" + string.Concat(Enumerable.Repeat(opening, 10_000));

        Assert.False(JsonPath.TryParse(text, out _, out var error));
        Assert.Contains("nested too deeply", error.Message);
    }

    [Fact]
    public void Path_without_end_is_refused()
    {
        Assert.False(JsonPath.TryParse("$" + string.Concat(Enumerable.Repeat(".a", 501)), out _, out var error));
        Assert.Equal("The path is too long.", error.Message);
    }

    [Theory]
    [InlineData("$", true, true)]
    [InlineData("$.a['b'][0]", true, true)]
    [InlineData("$$.Execution.Input", true, true)]
    [InlineData("$variable.a", true, true)]
    [InlineData("$.a[-1]", true, false)]
    [InlineData("$['a','b']", true, false)]
    [InlineData("$['a','b'].c", false, false)]
    [InlineData("$[0,1]", false, false)]
    [InlineData("$[0:1]", false, false)]
    [InlineData("$.*", false, false)]
    [InlineData("$..a", false, false)]
    [InlineData("$[?(@.a)]", false, false)]
    public void Path_knows_whether_it_is_definite_and_a_reference_path(string text, bool definite, bool reference)
    {
        var path = JsonPath.Parse(text);

        Assert.Equal(definite, path.IsDefinite);
        Assert.Equal(reference, path.IsReferencePath);
    }

    [Theory]
    [InlineData("$.a", null, false)]
    [InlineData("$$.a", null, true)]
    [InlineData("$cart", "cart", false)]
    [InlineData("$cart_2.a[0]", "cart_2", false)]
    [InlineData("$größe['x']", "größe", false)]
    public void Path_knows_where_it_starts(string text, string? variable, bool context)
    {
        var path = JsonPath.Parse(text);

        Assert.Equal(variable, path.VariableName);
        Assert.Equal(context, path.IsContextPath);
        Assert.Equal(text, path.Text);
    }
}
