using System.Net.Http.Headers;
using System.Text;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>What monitoring gets from <c>/_stepwell/metrics</c>.</summary>
public sealed class MetricsTests
{
    private const string Page = "/_stepwell/metrics";

    [Fact]
    public async Task Promtool_finds_nothing_wrong_with_the_text()
    {
        using var data = new TemporaryFolder();
        await using var server = await StepwellServer.StartAsync(data.Path);
        await RunHelloAsync(server);
        var file = Path.Combine(data.Path, "metrics.txt");
        await File.WriteAllTextAsync(file, (await GetAsync(server)).Text, TestContext.Current.CancellationToken);
        var result = await Tool.RunAsync("bash", ["-c", $"promtool check metrics < '{file}'"]);
        // Names that AWS and .NET end with "count" keep it.
        var complaints = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.EndsWith("should not have \"_count\" suffix", StringComparison.Ordinal));
        Assert.Empty(complaints);
        // 3: it has been read, and something is to be said about style.
        Assert.True(result.ExitCode is 0 or 3, result.Errors);
    }

    [Fact]
    public async Task A_real_Prometheus_scrapes_with_an_access_key()
    {
        using var data = new TemporaryFolder();
        var key = new AccessKey("AKIDEXAMPLE", "the-secret");
        await using var server = await StepwellServer.StartAsync(data.Path, "--access-key", $"{key.Id}:{key.Secret}");
        await RunHelloAsync(server, key);
        using var prometheus = new Prometheus(server.Endpoint, $"basic_auth: {{ username: {key.Id}, password: {key.Secret} }}");
        await Eventually.HoldsAsync(async () => await prometheus.QueryAsync("up") == 1);
        await Eventually.HoldsAsync(async () =>
            await prometheus.QueryAsync("aws_states_executions_succeeded_total{state_machine_arn=~\".*:hello\"}") == 1);
        Assert.Equal(1, await prometheus.QueryAsync("aws_states_execution_time_seconds_count"));
        Assert.Equal(0, await prometheus.QueryAsync("aws_states_open_execution_count"));
    }

    [Fact]
    public async Task OpenMetrics_is_given_to_those_who_prefer_it()
    {
        using var data = new TemporaryFolder();
        await using var server = await StepwellServer.StartAsync(data.Path);
        await RunHelloAsync(server);
        var (status, type, text) = await GetAsync(server, accept: "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5");
        Assert.Equal((200, "application/openmetrics-text"), (status, type));
        Assert.EndsWith("\n# EOF\n", text, StringComparison.Ordinal);
        Assert.Contains("\n# TYPE aws_states_executions_started counter\naws_states_executions_started_total{", text, StringComparison.Ordinal);
        Assert.Contains("\n# UNIT aws_states_execution_time_seconds seconds\n", text, StringComparison.Ordinal);
        Assert.Equal("text/plain", (await GetAsync(server, accept: "text/plain;q=0.5,application/openmetrics-text;q=0.4")).Type);
        Assert.Equal("text/plain", (await GetAsync(server, accept: "*/*")).Type);
    }

    [Fact]
    public async Task Where_there_are_access_keys_one_of_them_is_the_password()
    {
        using var data = new TemporaryFolder();
        await using var server = await StepwellServer.StartAsync(data.Path, "--access-key", "AKIDEXAMPLE:the-secret");
        Assert.Equal(200, (await GetAsync(server, password: "AKIDEXAMPLE:the-secret")).Status);
        Assert.Equal(401, (await GetAsync(server)).Status);
        Assert.Equal(401, (await GetAsync(server, password: "AKIDEXAMPLE:another")).Status);
        Assert.Equal(401, (await GetAsync(server, password: "AKIDEXAMPLE:")).Status);
    }

    [Fact]
    public async Task After_a_kill_nothing_is_counted_again()
    {
        using var data = new TemporaryFolder();
        await using var first = await StepwellServer.StartAsync(data.Path);
        using (var client = first.Client())
        {
            const string Waiting = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}}""";
            await client.StartAsync(await client.CreateStateMachineAsync("waiting", Waiting), "one");
        }
        Assert.Contains("aws_states_executions_started_total{", (await GetAsync(first)).Text, StringComparison.Ordinal);
        await first.KillAsync();
        await using var second = await StepwellServer.StartAsync(data.Path);
        var text = (await GetAsync(second)).Text;
        Assert.DoesNotContain("aws_states_executions_started_total", text, StringComparison.Ordinal);
        Assert.Contains("aws_states_open_execution_count{cloud_account_id=\"000000000000\",cloud_region=\"us-east-1\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_is_sent_what_there_is_also_at_the_end()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector();
        await using var server = await StepwellServer.StartAsync(data.Path, "--otlp", collector.Address.AbsoluteUri);
        await RunHelloAsync(server);
        Assert.Equal(0, await server.StopAsync());
        var (path, type, body) = collector.Received[^1];
        Assert.Equal(("/v1/metrics", "application/x-protobuf"), (path, type));
        Assert.Contains("AWS/States", body, StringComparison.Ordinal);
        Assert.Contains("ExecutionsSucceeded", body, StringComparison.Ordinal);
        Assert.Contains("arn:aws:states:us-east-1:000000000000:stateMachine:hello", body, StringComparison.Ordinal);
        Assert.Contains("OpenExecutionCount", body, StringComparison.Ordinal);
        Assert.Contains("stepwell.store.commit.duration", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_no_collector_is_refused()
    {
        var (exitCode, text) = await StepwellServer.RunAsync("up", "--port", "0", "--otlp", "collector");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("'collector' is not the address of a collector.", text, StringComparison.Ordinal);
    }

    private static async Task RunHelloAsync(StepwellServer server, AccessKey? key = null)
    {
        using var client = server.Client(key);
        await client.WaitForEndAsync(await client.StartAsync(await client.CreateStateMachineAsync("hello", Definitions.Hello), "one"));
    }

    private static async Task<(int Status, string? Type, string Text)> GetAsync(StepwellServer server, string? accept = null, string? password = null)
    {
        using var http = new HttpClient { BaseAddress = server.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Get, Page);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        if (password is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(password)));
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }
}
