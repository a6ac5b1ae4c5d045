using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Tasks;

/// <summary>SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat.</summary>
public sealed class CallbackTests
{
    private const string Gone = "Task Timed Out: 'Provided task does not exist anymore'";

    [Fact]
    public async Task A_task_is_answered_once()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server);
        await server.Succeed(token, """{"n": 1.0}""");
        Assert.Equal("""{"n": 1.0}""", (await server.End(execution)).Output);
        await Refuses<TaskTimedOutException>(Gone, () => server.Succeed(token));
        await Refuses<TaskTimedOutException>(Gone, () => Fail(server, token, "E", "c"));
        await Refuses<TaskTimedOutException>(Gone, () => Beat(server, token));
    }

    [Fact]
    public async Task A_failure_carries_its_error_and_cause()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server);
        await Fail(server, token, "E", "c");
        var described = await server.End(execution);
        Assert.Equal(("FAILED", "E", "c"), (described.Status, described.Error, described.Cause));
        var failed = (await server.History(execution)).Single(entry => entry.Type == "ActivityFailed").ActivityFailedEventDetails!;
        Assert.Equal(("E", "c"), (failed.Error, failed.Cause));
    }

    [Fact]
    public async Task A_failure_may_say_nothing()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server);
        await Fail(server, token, null, null);
        var described = await server.End(execution);
        Assert.Equal(("FAILED", null, null), (described.Status, described.Error, described.Cause));
    }

    [Theory]
    [InlineData("garbled token!")]
    [InlineData("AAAA")]
    [InlineData("aGVsbG8gd29ybGQsIHRoaXMgaXMgbm8gdG9rZW4")]
    public async Task A_token_that_is_none_is_refused(string token)
    {
        await using var server = await Server.Start();
        const string Text = "Invalid Token: 'Invalid token'";
        await Refuses<InvalidTokenException>(Text, () => server.Succeed(token));
        await Refuses<InvalidTokenException>(Text, () => Fail(server, token, null, null));
        await Refuses<InvalidTokenException>(Text, () => Beat(server, token));
    }

    [Fact]
    public async Task A_token_that_someone_made_up_opens_nothing()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server);
        var forged = (token[0] == 'A' ? 'B' : 'A') + token[1..];
        await Refuses<TaskTimedOutException>(Gone, () => server.Succeed(forged));
        Assert.Equal("RUNNING", (await server.Describe(execution)).Status);
        await server.Succeed(token);
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
    }

    [Fact]
    public async Task The_token_of_an_attempt_that_failed_is_not_that_of_the_next()
    {
        await using var server = await Server.Start();
        var (execution, first) = await Taken(server, ",\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"],\"IntervalSeconds\":1}]");
        await Fail(server, first, "E", "c");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = (await server.Take(await server.CreateActivity())).TaskToken!;
        Assert.NotEqual(first, second);
        await Refuses<TaskTimedOutException>(Gone, () => server.Succeed(first));
        await server.Succeed(second, "2");
        Assert.Equal("2", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task Output_that_is_no_JSON_is_refused_and_the_task_goes_on()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server);
        var refused = await Assert.ThrowsAsync<InvalidOutputException>(() => server.Succeed(token, "{"));
        Assert.StartsWith("Invalid Output: '", refused.Message, StringComparison.Ordinal);
        await server.Succeed(token, "1");
        Assert.Equal("1", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task Heartbeats_keep_a_task_alive_and_their_absence_ends_it()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server, ",\"HeartbeatSeconds\":10");
        for (var i = 0; i < 5; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(8));
            await Beat(server, token);
        }
        Assert.Equal("RUNNING", (await server.Describe(execution)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        var described = await server.End(execution);
        Assert.Equal(("FAILED", "States.Timeout", null), (described.Status, described.Error, described.Cause));
        Assert.Contains("ActivityTimedOut", await server.Types(execution));
        await Refuses<TaskTimedOutException>(Gone, () => Beat(server, token));
    }

    [Fact]
    public async Task Of_many_answers_at_once_one_counts()
    {
        await using var server = await Server.Start();
        var (execution, token) = await Taken(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await server.Succeed(token, $"{i}");
                return $"{i}";
            }
            catch (TaskTimedOutException)
            {
                return null;
            }
        }));
        Assert.Equal(Assert.Single(answers, answer => answer is not null), (await server.End(execution)).Output);
    }

    private static async Task<(string Execution, string Token)> Taken(Server server, string fields = "")
    {
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity, fields));
        return (execution, (await server.Take(activity)).TaskToken!);
    }

    private static async Task Fail(Server server, string token, string? error, string? cause) =>
        await server.Service.SendTaskFailure(new() { TaskToken = token, Error = error, Cause = cause }, server.Context);

    private static async Task Beat(Server server, string token) =>
        await server.Service.SendTaskHeartbeat(new() { TaskToken = token }, server.Context);
}
