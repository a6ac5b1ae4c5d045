using Stepwell.States.Definition;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class RetryAndCatchTests
{
    [Fact]
    public void Retrier_has_the_defaults_of_the_language()
    {
        var retrier = Assert.Single(State<TaskState>(Task("""
            "Retry":[{"ErrorEquals":["E"]}]
            """)).Errors.Retry);
        Assert.Equal((1L, 3L, 2.0, null, JitterStrategy.None), Numbers(retrier));
    }

    [Fact]
    public void Retriers_and_catchers_are_read_in_order()
    {
        var errors = State<TaskState>(Task("""
            "Retry":[{"ErrorEquals":["A","States.Timeout"],"IntervalSeconds":0,"MaxAttempts":0,"BackoffRate":1,"MaxDelaySeconds":9,
             "JitterStrategy":"FULL"},
                     {"ErrorEquals":["States.ALL"]}],
            "Catch":[{"Comment":"c","ErrorEquals":["B"],"Next":"S","ResultPath":"$.error","Assign":{"x.$":"$.Cause"}},
             {"ErrorEquals":["States.ALL"],"Next":"S","ResultPath":null}]
            """)).Errors;

        Assert.Equal(["A", "States.Timeout"], errors.Retry[0].ErrorEquals);
        Assert.Equal((0L, 0L, 1.0, 9L, JitterStrategy.Full), Numbers(errors.Retry[0]));
        Assert.Equal("$.error", Assert.IsType<ResultPath.Into>(errors.Catch[0].ResultPath).Path.Text);
        Assert.NotNull(errors.Catch[0].Assign);
        Assert.Same(ResultPath.Discard, errors.Catch[1].ResultPath);
    }

    [Fact]
    public void Empty_lists_are_accepted() => Assert.Same(ErrorHandling.None, State<TaskState>(Task("""
        "Retry":[],"Catch":[]
        """)).Errors);

    [Theory]
    [InlineData("""{}""", "These fields are required: [ErrorEquals] at /States/S/Retry[0]")]
    [InlineData("""{"ErrorEquals":[]}""", "Value cannot be empty at /States/S/Retry[0]/ErrorEquals")]
    [InlineData("""{"ErrorEquals":"E"}""", "Expected value of type Array at /States/S/Retry[0]/ErrorEquals")]
    [InlineData("""{"ErrorEquals":[true]}""", "Expected value of type String at /States/S/Retry[0]/ErrorEquals[0]")]
    [InlineData("""{"ErrorEquals":["E"],"Next":"S"}""", "Field 'Next' is not supported at /States/S/Retry[0]")]
    [InlineData("""{"ErrorEquals":["E"],"IntervalSeconds":-1}""", "Minimum value is 0 at /States/S/Retry[0]/IntervalSeconds")]
    [InlineData("""{"ErrorEquals":["E"],"MaxAttempts":-1}""", "Minimum value is 0 at /States/S/Retry[0]/MaxAttempts")]
    [InlineData("""{"ErrorEquals":["E"],"MaxAttempts":100000000}""", "Maximum value is 99999999 at /States/S/Retry[0]/MaxAttempts")]
    [InlineData("""{"ErrorEquals":["E"],"BackoffRate":0.9}""", "Minimum value is 1.0 at /States/S/Retry[0]/BackoffRate")]
    [InlineData("""{"ErrorEquals":["E"],"MaxDelaySeconds":0}""", "Minimum value is 1 at /States/S/Retry[0]/MaxDelaySeconds")]
    [InlineData("""{"ErrorEquals":["E"],"MaxDelaySeconds":31622401}""", "Maximum value is 31622400 at /States/S/Retry[0]/MaxDelaySeconds")]
    [InlineData(
        """{"ErrorEquals":["E"],"JitterStrategy":"HALF"}""",
        "Value should be one of the following: [NONE, FULL] at /States/S/Retry[0]/JitterStrategy")]
    [InlineData(
        """{"ErrorEquals":["States.ALL","E"]}""",
        "States.ALL must appear alone and at end of list at /States/S/Retry[0]/ErrorEquals[0]")]
    [InlineData(
        """{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["E"]}""",
        "States.ALL must appear alone and at end of list at /States/S/Retry[0]/ErrorEquals[0]")]
    [InlineData("7", "Expected value of type Object at /States/S/Retry[0]")]
    public void Wrong_retrier_is_refused(string retriers, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(Task($"\"Retry\":[{retriers}]")));

    [Theory]
    [InlineData("""{"ErrorEquals":["E"]}""", "These fields are required: [Next] at /States/S/Catch[0]")]
    [InlineData("""{"Next":"S"}""", "These fields are required: [ErrorEquals] at /States/S/Catch[0]")]
    [InlineData(
        """{"ErrorEquals":["E"],"Next":"S","ResultPath":"$$.a"}""",
        "Value is not a Reference Path at /States/S/Catch[0]/ResultPath")]
    [InlineData(
        """{"ErrorEquals":["E"],"Next":"S","Output":1}""",
        "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage"
        + " at /States/S/Catch[0]")]
    public void Wrong_catcher_is_refused(string catchers, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(Task($"\"Catch\":[{catchers}]")));

    private static (long, long, double, long?, JitterStrategy) Numbers(Retrier retrier) =>
        (retrier.IntervalSeconds, retrier.MaxAttempts, retrier.BackoffRate, retrier.MaxDelaySeconds, retrier.JitterStrategy);

    private static string Task(string fields) =>
        $$"""{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:111111111111:function:f",{{fields}},"End":true}""";
}
