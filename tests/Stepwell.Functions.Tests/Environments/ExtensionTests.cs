using Microsoft.Extensions.Time.Testing;

namespace Stepwell.Functions.Tests.Environments;

public sealed class ExtensionTests
{
    /// <summary>Says in the log what it is told, and asks for more.</summary>
    private const string Extension = """
        #!/usr/bin/env python3
        import http.client, json, os, sys, time
        connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        def busy(event): pass
        def call(method, path, body=None, headers={}):
            connection.request(method, "/2020-01-01/extension/" + path, body, headers)
            reply = connection.getresponse()
            return reply, reply.read()
        reply, body = call("POST", "register", json.dumps({"events": ["INVOKE", "SHUTDOWN"]}),
                           {"Lambda-Extension-Name": os.path.basename(__file__), "Lambda-Extension-Accept-Feature": "accountId"})
        print("registered", body.decode(), flush=True)
        identifier = {"Lambda-Extension-Identifier": reply.getheader("Lambda-Extension-Identifier")}
        while True:
            reply, body = call("GET", "event/next", None, identifier)
            if reply.status != 200: break
            event = json.loads(body)
            print("told", event["eventType"], event.get("requestId") or event.get("shutdownReason"), flush=True)
            busy(event)
        """;

    /// <summary>What keeps the extension busy with an invocation.</summary>
    private const string UntilReleased = """
        def busy(event):
            while event["eventType"] == "INVOKE" and not os.path.exists(os.path.dirname(os.path.dirname(__file__)) + "/extensions.released"):
                time.sleep(0.01)
        """;

    [Fact]
    public async Task Extension_of_a_layer_hears_of_invocations_and_of_the_end()
    {
        var host = new TestHost();
        var layer = Path.Combine(host.Folder, "layer");
        TestHost.Add(layer, "extensions/watcher", Extension);
        var function = host.Function("watched") with { LayerFolders = [layer] };
        Assert.Equal("1", await host.Answer(function, "answer = count"));
        await Eventually.Holds(() => host.Lines.Contains("told INVOKE 00000000-0000-0000-0000-000000000001\n"));
        Assert.Contains(
            "registered {\"functionName\":\"watched\",\"functionVersion\":\"$LATEST\",\"handler\":\"some.handler\",\"accountId\":\"123456789012\"}\n",
            host.Lines);
        await host.Host.DisposeAsync();
        Assert.Contains("told SHUTDOWN spindown\n", host.Lines);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Extension_that_is_busy_when_the_end_comes_hears_of_it_when_it_asks_again()
    {
        // A clock that stands still: there is all the time that the extension needs.
        var host = new TestHost(time: new FakeTimeProvider());
        var layer = Path.Combine(host.Folder, "layer");
        TestHost.Add(layer, "extensions/watcher", Extension.Replace("def busy(event): pass", UntilReleased, StringComparison.Ordinal));
        var function = host.Function("watched") with { LayerFolders = [layer] };
        Assert.Equal("1", await host.Answer(function, "answer = count"));
        await Eventually.Holds(() => host.Lines.Contains("told INVOKE 00000000-0000-0000-0000-000000000001\n"));
        Assert.DoesNotContain(host.Lines, line => line.StartsWith("END", StringComparison.Ordinal));
        var ended = host.Host.DisposeAsync();
        TestHost.Add(layer, "extensions.released", "");
        await ended;
        Assert.Contains("told SHUTDOWN spindown\n", host.Lines);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Registrations_that_say_too_little_are_refused()
    {
        await using var host = new TestHost();
        const string register = """
            def register(name, events):
                reply, body = call("POST", "/2020-01-01/extension/register", json.dumps({"events": events}), {"Lambda-Extension-Name": name} if name else {})
                return [reply.status, json.loads(body).get("errorType")]
            seen = [register("inner", []), register("inner", []), register("", []), register("other", ["NEVER"])]
            def identify(value):
                reply, body = call("POST", "/2020-01-01/extension/exit/error", "{}", {"Lambda-Extension-Identifier": value} if value else {})
                return [reply.status, json.loads(body).get("errorType")]
            seen += [identify(""), identify("nobody"), identify("00000000-0000-0000-0000-000000000000")]
            """;
        var outcome = await host.Run(
            host.Function(("init.py", register + "\nprint(json.dumps(seen))\nos._exit(1)")), "answer = seen");
        Assert.NotNull(outcome.Error);
        Assert.Contains(
            """[[200, null], [403, "Extension.InvalidExtensionState"], [403, "Extension.InvalidExtensionName"], [403, "Extension.InvalidEventType"], [403, "Extension.MissingExtensionIdentifier"], [403, "Extension.InvalidExtensionIdentifier"], [403, "Extension.UnknownExtensionIdentifier"]]""" + "\n",
            host.Lines);
    }
}
