namespace Stepwell.Expressions.Tests.Jsonata;

public class StepFunctionsDialectTests
{
    [Theory]
    [InlineData("$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]")]
    [InlineData("$partition([], 2)", "[]")]
    [InlineData("$range(1, 9, 4)", "[1,5,9]")]
    [InlineData("$range(5, 1, -2)", "[5,3,1]")]
    [InlineData("$range(5, 1, 2)", "[]")]
    [InlineData("$hash('input data', 'MD5')", "\"812f45842bc6d66ee14572ce20db8e86\"")]
    [InlineData("$hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("$random(42)", "0.7275636800328681")]
    [InlineData("$uuid()", "\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"")]
    [InlineData("$parse('{\"a\":[1]}').a", "[1]")]
    [InlineData("$length($hash('a', 'SHA-256'))", "64")]
    [InlineData("$length($hash('a', 'SHA-384'))", "96")]
    [InlineData("$length($hash('a', 'SHA-512'))", "128")]
    public void Functions_that_replace_the_intrinsic_ones(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, dialect: JsonataDialect.StepFunctions));

    [Theory]
    [InlineData("$eval('1')", "T1006")]
    [InlineData("$parse('{')", "D3137")]
    [InlineData("$hash('a', 'SHA-3')", "D3137")]
    [InlineData("$range(1, 2, 0)", "D3137")]
    [InlineData("$partition([1], 0)", "D3137")]
    [InlineData("$partition([1], 'a')", "T0410")]
    public void What_they_do_not_take_is_an_error(string expression, string code) =>
        Assert.Equal(code, Run.Code(expression, dialect: JsonataDialect.StepFunctions));

    [Fact]
    public void The_standard_dialect_has_none_of_them() => Assert.Equal("T1006", Run.Code("$uuid()"));

    [Fact]
    public void An_expression_knows_what_it_reads()
    {
        const string Text = """
            ($x := $states.input.a + $rate; $f := function($y){$y + $x + $later}; $later := 1;
             $total := $total + 1; $f($states.context.Execution.Id) & $unknown($other) & $sum([1]))
            """;
        Assert.True(JsonataExpression.TryParse(Text, JsonataDialect.StepFunctions, out var expression, out _));
        Assert.Equal(["states", "rate", "total", "other"], expression.Variables);
        Assert.Equal(["input", "context"], expression.StatesFields);
        Assert.Equal(["input.a", "context.Execution.Id"], expression.StatesPaths);
        Assert.Equal(["unknown", "sum"], expression.Functions);
    }
}
