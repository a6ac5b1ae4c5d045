using Stepwell.Json;

namespace Stepwell.Expressions.Tests.Jsonata;

public class EvaluationTests
{
    [Theory]
    [InlineData("a.b", "[1,2]")]
    [InlineData("a.b[]", "[1,2]")]
    [InlineData("a[b=2].b", "2")]
    [InlineData("a[b=2].b[]", "[2]")]
    [InlineData("a.{\"x\": b}", """[{"x":1},{"x":2}]""")]
    [InlineData("a{'n': $sum(b)}", """{"n":3}""")]
    [InlineData("a^(>b).b", "[2,1]")]
    [InlineData("a@$r.(c[k=$r.b].v)", "")]
    [InlineData("a#$i.{'b': b, 'i': $i}", """[{"b":1,"i":0},{"b":2,"i":1}]""")]
    [InlineData("a.b.(%.b)", "[1,2]")]
    [InlineData("$ ~> |a|{'b': b * 10}|", """{"a":[{"b":10},{"b":20}]}""")]
    [InlineData("($inc := function($x){$x + 1}; a.b ~> $map($inc))", "[2,3]")]
    [InlineData("$replace('abc', /(b)/, '[$1]')", "\"a[b]c\"")]
    [InlineData("missing ?? 'none'", "\"none\"")]
    [InlineData("'' ?: 'none'", "\"none\"")]
    [InlineData("$map([1,2], $power(?, 2))", "[1,4]")]
    public void Operators_do_what_the_language_says(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, """{"a":[{"b":1},{"b":2}]}"""));

    [Fact]
    public void Input_that_is_not_looked_at_stays_as_it_was_written() =>
        Assert.Equal("""{ "n" : 1.50, "s" : "\u0041" }""", Run.Text("a", """{"a":{ "n" : 1.50, "s" : "\u0041" }}"""));

    [Fact]
    public void A_function_is_no_json_and_says_so()
    {
        var result = Run.Result("function($x){$x}");
        Assert.True(result.IsFunction);
        Assert.True(result.Value.IsMissing);
        Assert.Equal("""[null,{"a":1}]""", Run.Text("[$sum, {'a': 1, 'f': $sum}]"));
    }

    [Fact]
    public void Recursion_at_the_end_of_a_function_needs_no_stack() =>
        Assert.Equal("200000", Run.Text("($count := function($n){$n = 200000 ? $n : $count($n + 1)}; $count(0))"));

    [Fact]
    public void Deep_recursion_elsewhere_is_fine_up_to_the_limit() =>
        Assert.Equal("2000", Run.Text("($depth := function($n){$n = 0 ? 0 : 1 + $depth($n - 1)}; $depth(2000))"));

    [Theory]
    [InlineData("($f := function($n){1 + $f($n)}; $f(1))")]
    [InlineData("($f := function($n){[$f($n)]}; $f(1))")]
    [InlineData("$pad('x', 1e12)")]
    [InlineData("$reduce([1..60], function($a, $i){$a & $a}, 'xxxxxxxx')")]
    [InlineData("$reduce([1..60], function($a, $i){$append($a, $a)}, [1])")]
    [InlineData("$string($reduce([1..60], function($a, $i){{'a': $a, 'b': $a}}, 1))")]
    [InlineData("{'a': 1} ~> |$|{'self': $}|")]
    public void What_would_not_end_or_fit_is_an_error(string expression) =>
        Assert.Equal("U1001", Run.Result(expression, limits: JsonataLimits.Default with { MaxBytes = 64 << 20 }).Error?.Code);

    [Fact]
    public void Time_is_bounded()
    {
        var limits = JsonataLimits.Default with { MaxTime = TimeSpan.FromMilliseconds(50) };
        Assert.Equal("U1001", Run.Result("($f := function(){$f()}; $f())", limits: limits).Error?.Code);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("-")]
    [InlineData("a.")]
    [InlineData("1?")]
    public void Text_that_nests_without_end_is_an_error(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 100_000));
        Assert.False(JsonataExpression.TryParse(text, JsonataDialect.Standard, out _, out var error));
        Assert.NotEmpty(error.Code);
    }

    [Fact]
    public void An_error_tells_place_token_and_value()
    {
        var error = Run.Result("1 + 'a'").Error!;
        Assert.Equal("The right side of the \"+\" operator must evaluate to a number", error.Message);
        Assert.Equal(("T2002", 3, "+", "\"a\""), (error.Code, error.Position, error.Token, error.Value.ToString()));
    }

    [Fact]
    public void Variables_hide_built_in_functions_and_each_other()
    {
        var bindings = JsonataBindings.Of(JsonValue.Parse("""{"a":1,"b":2}""")).With("a", JsonValue.Number(3)).With("sum", JsonValue.True);
        var result = Run.Result("[$a, $b, $c, $sum]", default, bindings, JsonataDialect.Standard, JsonataLimits.Default);
        Assert.Equal("[3,2,true]", result.Value.ToString());
    }

    [Fact]
    public void The_instant_stays_the_same_throughout() =>
        Assert.Equal("true", Run.Text("($a := $millis(); $sum([1..20000]); $a = $millis() and $toMillis($now()) = $a)"));
}
