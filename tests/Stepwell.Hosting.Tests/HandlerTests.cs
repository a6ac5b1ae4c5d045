using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using Stepwell.Hosting.Embedding;
using Stepwell.Json;

namespace Stepwell.Hosting.Tests;

/// <summary>What handlers are told, what they write, and what becomes of what they throw.</summary>
public sealed class HandlerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_handler_knows_its_function_and_how_long_it_has()
    {
        FunctionContext? seen = null;
        TimeSpan remaining = default;
        await using var server = await EmbeddedServer.Start(functions => functions.Add(
            "charge",
            (@event, context, _) =>
            {
                (seen, remaining) = (context, context.RemainingTime);
                return Task.FromResult(@event);
            },
            TimeSpan.FromSeconds(20)));

        using var response = await server.Invoke("charge", "{}", ("X-Amz-Client-Context", Convert.ToBase64String("""{"custom":{}}"""u8)));

        Assert.Equal(
            ("charge", "$LATEST", EmbeddedServer.Account + "charge", 128, "/aws/lambda/charge", """{"custom":{}}"""),
            (seen!.FunctionName, seen.FunctionVersion, seen.InvokedFunctionArn, seen.MemoryLimitInMB, seen.LogGroupName, seen.ClientContext));
        Assert.Equal(Assert.Single(response.Headers.GetValues("x-amzn-RequestId")), seen.AwsRequestId);
        Assert.Contains("/[$LATEST]", seen.LogStreamName, StringComparison.Ordinal);
        Assert.InRange(remaining, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Lines_of_a_handler_stand_between_START_and_END()
    {
        await using var server = await EmbeddedServer.Start(functions => functions.Add("talks", (@event, context, _) =>
        {
            Talk(context.Logger);
            return Task.FromResult(@event);
        }));

        var lines = (await server.LogOf("talks")).TrimEnd('\n').Split('\n');

        Assert.Collection(
            lines,
            line => Assert.StartsWith("START RequestId: ", line, StringComparison.Ordinal),
            line => Assert.EndsWith("\tinfo\tTwo", line, StringComparison.Ordinal),
            line => Assert.Equal("lines", line),
            line => Assert.StartsWith("END RequestId: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("REPORT RequestId: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_are_objects_where_the_function_logs_JSON()
    {
        await using var server = await EmbeddedServer.Start(functions => functions.Add("talks", (@event, context, _) =>
        {
            Talk(context.Logger);
            return Task.FromResult(@event);
        }));
        await server.Put(
            "/2015-03-31/functions/talks/configuration", """{"LoggingConfig":{"LogFormat":"JSON","ApplicationLogLevel":"DEBUG"}}""");

        var lines = (await server.LogOf("talks")).TrimEnd('\n').Split('\n').Select(line => JsonValue.Parse(line)).ToArray();

        Assert.Equal("\"Two\\nlines\"", Assert.Single(lines, line => $"{line["level"]}" == "\"Information\"")["message"].ToString());
        Assert.Equal("\"never\"", Assert.Single(lines, line => $"{line["level"]}" == "\"Debug\"")["When"].ToString());
    }

    [Fact]
    public async Task An_error_has_the_frames_of_the_handler_alone_and_its_causes_and_is_logged()
    {
        await using var server = await EmbeddedServer.Start(functions => functions.Add("fails", async (_, _, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("No money.", new FormatException("No number."));
        }));

        var error = await EmbeddedServer.Answer(await server.Invoke("fails", "{}"));
        var log = await server.LogOf("fails");

        Assert.Equal(("\"InvalidOperationException\"", "\"No money.\""), ($"{error["errorType"]}", $"{error["errorMessage"]}"));
        Assert.Equal("""{"errorType":"FormatException","errorMessage":"No number."}""", error["cause"].ToString());
        Assert.Contains("HandlerTests", error["stackTrace"].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Stepwell.Hosting.Embedding", error["stackTrace"].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Stepwell.Functions.Programs", error["stackTrace"].ToString(), StringComparison.Ordinal);
        Assert.Contains("\tfail\tSystem.InvalidOperationException: No money.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_overruns_sees_its_token_cancelled()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await EmbeddedServer.Start(functions => functions.Add(
            "slow",
            async (@event, _, timedOut) =>
            {
                await using var registration = timedOut.Register(cancelled.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, timedOut);
                return @event;
            },
            TimeSpan.FromSeconds(1)));

        var log = await server.LogOf("slow");
        await cancelled.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Contains("Task timed out after 1.00 seconds", log, StringComparison.Ordinal);
        Assert.EndsWith("Status: timeout\n", log, StringComparison.Ordinal);
        Assert.DoesNotContain("fail\t", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_run_side_by_side_up_to_the_reserved_concurrency()
    {
        using var both = new CountdownEvent(2);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await EmbeddedServer.Start(functions => functions.Add(
            "meets",
            async (@event, _, _) =>
            {
                if (both.Signal()) entered.SetResult();
                await release.Task;
                return @event;
            },
            TimeSpan.FromSeconds(60)));
        await server.Put("/2017-10-31/functions/meets/concurrency", """{"ReservedConcurrentExecutions":2}""");

        var first = server.Invoke("meets", "1");
        var second = server.Invoke("meets", "2");
        await entered.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        using var third = await server.Invoke("meets", "3");
        release.SetResult();

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Contains("ReservedFunctionConcurrentInvocationLimitExceeded", $"{await EmbeddedServer.Answer(third)}", StringComparison.Ordinal);
        Assert.Equal(["1", "2"], [$"{await EmbeddedServer.Answer(await first)}", $"{await EmbeddedServer.Answer(await second)}"]);
    }

    [Theory]
    [InlineData("FormatException")]
    [InlineData("States.TaskFailed")]
    public async Task A_workflow_catches_what_a_handler_throws(string caught)
    {
        var heard = new TaskCompletionSource<JsonValue>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await EmbeddedServer.Start(functions =>
        {
            functions.Add("fails", (_, _, _) => throw new FormatException("bad"));
            functions.Add("hears", (@event, _, _) =>
            {
                heard.TrySetResult(@event);
                return Task.FromResult(@event);
            });
        });
        var definition = JsonValue.String($$$$"""
            {"StartAt":"A","States":{
              "A":{"Type":"Task","Resource":"{{{{EmbeddedServer.Account}}}}fails","Next":"B","Catch":[{"ErrorEquals":["{{{{caught}}}}"],"Next":"B"}]},
              "B":{"Type":"Task","Resource":"{{{{EmbeddedServer.Account}}}}hears","End":true}}}
            """);
        var made = await server.Call(
            "AWSStepFunctions.CreateStateMachine",
            $$"""{"name":"m","roleArn":"arn:aws:iam::000000000000:role/r","definition":{{definition}}}""");
        await server.Call("AWSStepFunctions.StartExecution", $$"""{"stateMachineArn":{{made["stateMachineArn"]}}}""");

        var input = await heard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal("\"FormatException\"", $"{input["Error"]}");
        Assert.Contains("bad", $"{input["Cause"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_handler_did_is_counted_as_for_other_functions()
    {
        List<(string Metric, double Value)> told = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "AWS/Lambda" && instrument.Name is "Invocations" or "Errors" or "Duration")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument.Name, value, tags));
        listener.Start();
        await using var server = await EmbeddedServer.Start(functions => functions.Add(
            "metered", (@event, _, _) => $"{@event}" == "1" ? Task.FromResult(@event) : throw new FormatException("bad")));

        using var succeeded = await server.Invoke("metered", "1");
        using var failed = await server.Invoke("metered", "2");

        Assert.Equal((2d, 1d), (Values("Invocations").Sum(), Values("Errors").Sum()));
        Assert.Equal(2, Values("Duration").Count());
        Assert.All(Values("Duration"), duration => Assert.True(duration > 0));

        IEnumerable<double> Values(string metric) => told.Where(one => one.Metric == metric).Select(one => one.Value);

        void Tell(string metric, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Servers of other tests tell theirs too.
            if (!tags.ToArray().Contains(new("FunctionName", "metered")))
                return;
            lock (told)
                told.Add((metric, value));
        }
    }

    private static void Talk(ILogger logger)
    {
        LogTwo(logger, null);
        LogNever(logger, "never", null);
    }

    private static readonly Action<ILogger, Exception?> LogTwo = LoggerMessage.Define(LogLevel.Information, new EventId(1), "Two\nlines");

    private static readonly Action<ILogger, string, Exception?> LogNever =
        LoggerMessage.Define<string>(LogLevel.Debug, new EventId(2), "Shown {When}");
}
