using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests;

public class ExpressionTests
{
    [Theory]
    [InlineData("$.a", "", "", true)]
    [InlineData("$$.Execution.Id", "", "", true)]
    [InlineData("$name.a", "name", "", true)]
    [InlineData("$.a[*]", "", "", false)]
    [InlineData("$.a[?(@.b == $name.c || @.b == $other)]", "name,other", "", false)]
    [InlineData("States.UUID()", "", "States.UUID", false)]
    [InlineData("States.Format('{}{}{}', $b, States.Array($a, $b), $.c)", "b,a", "States.Format,States.Array", false)]
    [InlineData("States.Array(States.Array($$.x), '$no')", "", "States.Array", false)]
    public void Expression_tells_what_it_reads_and_calls(string text, string variables, string functions, bool isReferencePath)
    {
        Assert.True(Expression.TryParse(text, out var expression, out var error), error.ToString());

        Assert.Equal(text, expression.Text);
        Assert.Equal(variables, string.Join(',', expression.Variables));
        Assert.Equal(functions, string.Join(',', expression.Functions));
        Assert.Equal(isReferencePath, expression.IsReferencePath);
    }

    [Theory]
    [InlineData("ipsum")]
    [InlineData("not a path")]
    [InlineData("bug$.library.movies")]
    [InlineData("")]
    public void Text_that_is_neither_path_nor_function_is_refused(string text)
    {
        Assert.False(Expression.TryParse(text, out _, out var error));
        Assert.Contains("position", error.ToString());
    }

    [Fact]
    public void Path_that_selects_nothing_is_a_missing_value_and_no_failure()
    {
        var evaluation = Evaluate("$.x", Scope());

        Assert.False(evaluation.Failed);
        Assert.True(evaluation.Value.IsMissing);
    }
}
