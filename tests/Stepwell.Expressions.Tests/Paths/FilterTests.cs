using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Paths;

public class FilterTests
{
    private const string Items = """
        [{"id":1,"n":5,"s":"abc","b":true,"z":null,"tags":["x","y"],"sub":{"k":1}},
         {"id":2,"n":10.0,"s":"10","b":false,"tags":[]},
         {"id":3,"n":-1,"s":"","tags":["y","z"]}]
        """;

    [Theory]
    [InlineData("@.n == 5", "1")]
    [InlineData("@.n == 10", "2")]
    [InlineData("@.n != 5", "2,3")]
    [InlineData("@.n < 5", "3")]
    [InlineData("@.n <= 5", "1,3")]
    [InlineData("@.n > 5", "2")]
    [InlineData("@.n >= 5", "1,2")]
    [InlineData("@.n >= -1.0e0", "1,2,3")]
    [InlineData("5 == @.n", "1")]
    [InlineData("@.s == 'abc'", "1")]
    [InlineData("@.s == \"abc\"", "1")]
    [InlineData("@.s == abc", "1")]
    [InlineData("@.s < 'b'", "1,2,3")]
    [InlineData("@.s == 10", "2")]
    [InlineData("@.s === 10", "")]
    [InlineData("@.n === 10", "2")]
    [InlineData("@.s !== 10", "1,2,3")]
    [InlineData("@.b == true", "1")]
    [InlineData("@.z == null", "1")]
    [InlineData("@.missing == null", "")]
    [InlineData("@.missing != null", "1,2,3")]
    [InlineData("@.tags == ['x','y']", "1")]
    [InlineData("@.sub == {'k':1}", "1")]
    [InlineData("@.b < 5", "")]
    public void Comparisons_pick_elements(string condition, string ids) => Assert.Equal(ids, IdsWhere(condition));

    [Theory]
    [InlineData("@.n in [5, 10]", "1,2")]
    [InlineData("@.s in ['abc', 'def']", "1")]
    [InlineData("@.n IN [5]", "1")]
    [InlineData("@.n nin [5, 10]", "3")]
    [InlineData("'y' in @.tags", "1,3")]
    [InlineData("@.tags contains 'x'", "1")]
    [InlineData("@.s contains 'b'", "1")]
    [InlineData("@.tags subsetof ['x','y','w']", "1,2")]
    [InlineData("@.tags anyof ['z','w']", "3")]
    [InlineData("@.tags noneof ['x','w']", "2,3")]
    [InlineData("@.tags all ['y']", "1,3")]
    [InlineData("@.tags size 2", "1,3")]
    [InlineData("@.s size 3", "1")]
    [InlineData("@.tags empty true", "2")]
    [InlineData("@.s empty false", "1,2")]
    [InlineData("@.n size 1", "")]
    public void Word_operators_pick_elements(string condition, string ids) => Assert.Equal(ids, IdsWhere(condition));

    [Theory]
    [InlineData("@.sub", "1")]
    [InlineData("@.z", "1")]
    [InlineData("@.b", "1,2")]
    [InlineData("!@.sub", "2,3")]
    [InlineData("!(@.sub)", "2,3")]
    [InlineData("@.sub.k && @.b == true", "1")]
    [InlineData("@.n == 5 || @.n == -1", "1,3")]
    [InlineData("@.n == 5 || @.n == -1 && @.s == 'no'", "1")]
    [InlineData("(@.n == 5 || @.n == -1) && @.s == ''", "3")]
    [InlineData("@.tags[0] == 'y'", "3")]
    [InlineData("@['tags'][?(@ == 'z')]", "3")]
    [InlineData("@.tags[*]", "1,3")]
    [InlineData("@.n == $[0].n", "1")]
    [InlineData("!!@.sub", "1")]
    public void Existence_and_logic_pick_elements(string condition, string ids) => Assert.Equal(ids, IdsWhere(condition));

    [Theory]
    [InlineData("@.s =~ /abc/", "1")]
    [InlineData("@.s =~ /b/", "")]
    [InlineData("@.s =~ /A.*/i", "1")]
    [InlineData("@.n =~ /5|-1/", "1,3")]
    [InlineData("@.tags =~ /x/", "1")]
    [InlineData("@.s =~ /\\/|\\d+/", "2")]
    [InlineData("@.s =~ /a b c # comment/x", "1")]
    [InlineData("@.s =~ /a|abc/", "1")]
    public void Patterns_match_the_whole_text(string condition, string ids) => Assert.Equal(ids, IdsWhere(condition));

    [Fact]
    public void Filter_on_an_object_asks_about_the_object_itself()
    {
        Assert.Equal("""[{"a":1}]""", Select("$.o[?(@.a == 1)]", """{"o":{"a":1}}"""));
        Assert.Equal("[]", Select("$.o[?(@.a == 2)]", """{"o":{"a":1}}"""));
        Assert.Equal("[]", Select("$.s[?(@ == 2)]", """{"s":2}"""));
    }

    [Fact]
    public void Filter_below_a_descent_finds_objects_anywhere_once() =>
        Assert.Equal("[0,1,2]", Select("$..[?(@.id)].id", """{"a":[{"id":1},{"b":{"id":2}}],"id":0}"""));

    [Fact]
    public void Filters_reach_the_context_object_and_variables()
    {
        var scope = Scope("""{"list":[{"p":1},{"p":5}]}""", """{"max":3}""", """{"limit":{"max":3}}""");

        Assert.Equal("""[{"p":1}]""", JsonPath.Parse("$.list[?(@.p < $limit.max)]").Evaluate(scope).ToString());
        Assert.Equal("""[{"p":1}]""", JsonPath.Parse("$.list[?(@.p < $$.max)]").Evaluate(scope).ToString());
        Assert.Equal(["limit"], JsonPath.Parse("$.list[?(@.p < $limit.max || !$limit)]").Variables);
    }

    [Fact]
    public void Recorded_filter_selects_matching_users() => Assert.Equal(
        """[{"year":1997,"status":0}]""",
        Select("$.users[?(@.status == 0)]", """{"users":[{"year":1997,"status":0},{"year":1998,"status":1}]}"""));

    [Fact]
    public void Strings_in_filters_may_have_escapes() =>
        Assert.Equal("""[{"a":"it's\né"}]""", Select("""$[?(@.a == 'it\'s\n\u00e9')]""", """[{"a":"it's\né"},{"a":1}]"""));

    [Fact]
    public void Escape_without_four_hexadecimal_digits_is_its_letter() =>
        Assert.Equal("""[{"a":"u00a\u0000"}]""", Select("$[?(@.a == '\\u00a\0')]", """[{"a":"u00a\u0000"},{"a":"\n"}]"""));

    private static string IdsWhere(string condition) => Select($"$[?({condition})].id", Items).Trim('[', ']');
}
