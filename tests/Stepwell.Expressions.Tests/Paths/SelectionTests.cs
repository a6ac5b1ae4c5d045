using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Paths;

public class SelectionTests
{
    private const string Store = """
        {"store":{"book":[
          {"category":"reference","author":"Nigel Rees","title":"Sayings","price":8.95},
          {"category":"fiction","author":"Evelyn Waugh","title":"Sword","price":12.99},
          {"category":"fiction","author":"Herman Melville","title":"Moby Dick","isbn":"0-553-21311-3","price":8.99},
          {"category":"fiction","author":"J. R. R. Tolkien","title":"Rings","isbn":"0-395-19395-8","price":22.99}],
          "bicycle":{"color":"red","price":19.95}},"expensive":10}
        """;

    [Theory]
    [InlineData("$.a", """{"a":1}""", "1")]
    [InlineData("$.a.b.c", """{"a":{"b":{"c":[true]}}}""", "[true]")]
    [InlineData("$['a b']['c.d']", """{"a b":{"c.d":7}}""", "7")]
    [InlineData("""$["a"]""", """{"a":1}""", "1")]
    [InlineData("$[ 'a' ]", """{"a":1}""", "1")]
    [InlineData("$.[0].['a']", """[{"a":1}]""", "1")]
    [InlineData("$.delivery-partner", """{"delivery-partner":"x"}""", "\"x\"")]
    [InlineData("$.naïve", """{"naïve":1}""", "1")]
    [InlineData("$['naïve']", """{"na\u00efve":1}""", "1")]
    [InlineData("$['it\\'s']", """{"it's":1}""", "1")]
    [InlineData("$.null", """{"null":null}""", "null")]
    [InlineData("$", "[1]", "[1]")]
    public void Members_are_selected_by_name(string path, string document, string expected) =>
        Assert.Equal(expected, Select(path, document));

    [Fact]
    public void Backslash_in_a_quoted_name_stands_for_itself() =>
        Assert.Equal("1", Select("""$['Test\""Name"']""", """{"Test\\\"\"Name\"":1}"""));

    [Theory]
    [InlineData("$.a[0]", "1")]
    [InlineData("$.a[2]", "3")]
    [InlineData("$.a[-1]", "3")]
    [InlineData("$.a[-3]", "1")]
    [InlineData("$.a[(@.length-1)]", "3")]
    [InlineData("$.a[3]", "")]
    [InlineData("$.a[-4]", "")]
    [InlineData("$.b[0]", "")]
    public void Elements_are_selected_by_index_from_either_end(string path, string expected) =>
        Assert.Equal(expected, Select(path, """{"a":[1,2,3],"b":{"0":1}}"""));

    [Theory]
    [InlineData("$[1:3]", "[1,2]")]
    [InlineData("$[2:]", "[2,3,4]")]
    [InlineData("$[:2]", "[0,1]")]
    [InlineData("$[:-1]", "[0,1,2,3]")]
    [InlineData("$[-2:]", "[3,4]")]
    [InlineData("$[-3:-1]", "[2,3]")]
    [InlineData("$[::2]", "[0,2,4]")]
    [InlineData("$[1:4:2]", "[1,3]")]
    [InlineData("$[3:1]", "[]")]
    [InlineData("$[9:]", "[]")]
    [InlineData("$[-9:9]", "[0,1,2,3,4]")]
    [InlineData("$[0,2]", "[0,2]")]
    [InlineData("$[ 0 , -1 ]", "[0,4]")]
    [InlineData("$[0,9]", "[0]")]
    [InlineData("$[*]", "[0,1,2,3,4]")]
    public void Slices_and_unions_of_indexes_give_arrays(string path, string expected) =>
        Assert.Equal(expected, Select(path, "[0,1,2,3,4]"));

    [Fact]
    public void Step_of_a_slice_does_not_overflow() => Assert.Equal("[0]", Select("$[0:2147483647:2147483647]", "[0,1]"));

    [Theory]
    [InlineData("$['a','c']", """{"a":1,"c":3}""")]
    [InlineData("$['a','x']", """{"a":1}""")]
    [InlineData("$['x','y']", "{}")]
    public void Union_of_names_at_the_end_gives_one_object(string path, string expected) =>
        Assert.Equal(expected, Select(path, """{"a":1,"b":2,"c":3}"""));

    [Fact]
    public void Union_of_names_before_the_end_is_followed_name_by_name() =>
        Assert.Equal("[1,2]", Select("$['a','b'].x", """{"a":{"x":1},"b":{"x":2},"c":{"x":3}}"""));

    [Fact]
    public void Union_of_names_on_every_element_gives_an_array_of_objects() =>
        Assert.Equal("""[{"a":1},{"a":2,"b":3}]""", Select("$.[*].['a', 'b']", """[{"a":1,"c":0},{"a":2,"b":3}]"""));

    [Theory]
    [InlineData("$.store.book[*].author", """["Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"]""")]
    [InlineData("$..author", """["Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"]""")]
    [InlineData("$.store..price", "[8.95,12.99,8.99,22.99,19.95]")]
    [InlineData("$..book[2].title", """["Moby Dick"]""")]
    [InlineData("$..book[0,1].price", "[8.95,12.99]")]
    [InlineData("$..book[:2].price", "[8.95,12.99]")]
    [InlineData("$..book[-2:].price", "[8.99,22.99]")]
    [InlineData("$..book[?(@.isbn)].price", "[8.99,22.99]")]
    [InlineData("$.store.book[?(@.price < 10)].title", """["Sayings","Moby Dick"]""")]
    [InlineData("$..book[?(@.price <= $['expensive'])].price", "[8.95,8.99]")]
    [InlineData("$..book[?(@.author =~ /.*REES/i)].price", "[8.95]")]
    [InlineData("$.store.bicycle.*", """["red",19.95]""")]
    [InlineData("$..bicycle['color']", """["red"]""")]
    [InlineData("$..nothing", "[]")]
    public void Examples_of_the_library_that_Step_Functions_uses_hold(string path, string expected) =>
        Assert.Equal(expected, Select(path, Store));

    [Fact]
    public void Descent_with_wildcard_visits_everything_from_the_outside_in() =>
        Assert.Equal("""[{"b":[1,{"c":2}]},[1,{"c":2}],1,{"c":2},2]""", Select("$..*", """{"a":{"b":[1,{"c":2}]}}"""));

    [Theory]
    [InlineData("$.items[*]")]
    [InlineData("$.items[*].itemValue")]
    [InlineData("$.items[1:]")]
    [InlineData("$.items[:1]")]
    [InlineData("$.item.items[1:]")]
    [InlineData("$[*]")]
    [InlineData("$..a")]
    [InlineData("$[?(@.a)]")]
    public void Indefinite_path_without_match_gives_an_empty_array(string path) => Assert.Equal("[]", Select(path, "{}"));

    [Theory]
    [InlineData("$.a")]
    [InlineData("$.list.length()")]
    [InlineData("$.list.sum()")]
    [InlineData("$.text.x")]
    [InlineData("$.text[0]")]
    [InlineData("$.list['a','b']")]
    public void Definite_path_without_match_is_missing_and_path_functions_are_only_names(string path) =>
        Assert.Equal("", Select(path, """{"list":[1,2],"text":"t"}"""));

    [Fact]
    public void Member_named_like_a_function_is_found() => Assert.Equal("1", Select("$.length()", """{"length()":1}"""));

    [Fact]
    public void Selected_parts_keep_their_text() =>
        Assert.Equal("""{ "n": 1.50, "e": 1E2 }""", Select("$.a", """{"a":{ "n": 1.50, "e": 1E2 }}"""));

    [Fact]
    public void Context_object_and_variables_are_roots_of_their_own()
    {
        var scope = Scope("""{"a":1}""", """{"Execution":{"Id":"e"}}""", """{"cart":{"a":[5,6]}}""");

        Assert.Equal("\"e\"", JsonPath.Parse("$$.Execution.Id").Evaluate(scope).ToString());
        Assert.Equal("""{"Execution":{"Id":"e"}}""", JsonPath.Parse("$$").Evaluate(scope).ToString());
        Assert.Equal("6", JsonPath.Parse("$cart.a[1]").Evaluate(scope).ToString());
        Assert.Equal("""{"a":[5,6]}""", JsonPath.Parse("$cart").Evaluate(scope).ToString());
        Assert.Equal("", JsonPath.Parse("$unknown.a").Evaluate(scope).ToString());
        Assert.Equal("", JsonPath.Parse("$unknown[*]").Evaluate(scope).ToString());
    }

    [Fact]
    public void Path_that_would_visit_millions_of_values_selects_nothing()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 300)) + string.Concat(Enumerable.Repeat("]", 300));

        Assert.Equal("", Select("$..*..*..*..*", deep));
    }

    [Fact]
    public void Filter_that_would_compare_millions_of_values_selects_nothing()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 2000));
        var others = string.Join(',', Enumerable.Range(5000, 2000));

        Assert.Equal("", Select("$.n[?($.n noneof $.m)]", $$"""{"n":[{{numbers}}],"m":[{{others}}]}"""));
    }
}
