using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Streams;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>The events that Smithy's restJson1 suite has a server send, each as the stream of an answer.</summary>
public sealed class EventStreamTests
{
    private static readonly Lazy<Dictionary<string, JsonNode>> Cases = new(Read);

    public static TheoryData<string> Labels => Cases.Value.Count == 0 ? new(["(no data)"]) : new(Cases.Value.Keys);

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Event_is_sent_as_frame(string label)
    {
        Assert.SkipWhen(Cases.Value.Count == 0, "skipped: no conformance data");
        var expected = Cases.Value[label];
        var suites = ProtocolSuites.Rest!;
        var model = suites.Requests.First(request => request.Label.StartsWith("smithy/", StringComparison.Ordinal));
        var (name, value) = expected["params"]!.AsObject().Single();
        // Errors of a stream are thrown.
        var sent = name == "error"
            ? suites.Error(model, "ErrorEvent", value!.AsObject())
            : suites.Object(model, "EventStream", expected["params"]!);
        await using var server = await TestServer.StartAsync(services: [suites.Service(model, (_, _) => Output(suites, model, sent))]);

        using var response = await server.Client.PostAsync(new Uri(server.Uri, "/OutputStream"), null, TestContext.Current.CancellationToken);

        Assert.Equal("application/vnd.amazon.eventstream", response.Content.Headers.ContentType!.ToString());
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var frame = Assert.Single(EventFrame.ReadAll(bytes));
        JsonComparison.AssertSame(expected["headers"], frame.Headers);
        var body = Encoding.UTF8.GetString(frame.Payload);
        if ((string?)expected["bodyMediaType"] == "application/json") JsonComparison.AssertSame(JsonNode.Parse((string)expected["body"]!), JsonNode.Parse(body));
        else Assert.Equal((string?)expected["body"] ?? "", body);
    }

    private static object Output(ProtocolSuites suites, ProtocolCase model, object sent)
    {
        var output = Activator.CreateInstance(suites.Type(model, "OutputStreamOutput"))!;
        var send = typeof(EventStreamTests).GetMethod(nameof(Sending), BindingFlags.NonPublic | BindingFlags.Static)!;
        var stream = send.MakeGenericMethod(suites.Type(model, "EventStream")).Invoke(null, [sent]);
        output.GetType().GetProperty("Stream")!.SetValue(output, stream);
        return output;
    }

    private static EventStream<TEvent> Sending<TEvent>(object sent)
        where TEvent : class, IStreamedEvent =>
        (events, cancellation) => sent is Exception error ? throw error : events.WriteAsync((TEvent)sent, cancellation);

    private static Dictionary<string, JsonNode> Read()
    {
        var cases = new Dictionary<string, JsonNode>();
        foreach (var (operation, source) in ConformanceData.TryRead("smithy/restJson1.json")?["operations"]!.AsObject() ?? [])
        {
            foreach (var test in source!["eventStreamTests"]?.AsArray() ?? [])
            {
                if ((string?)test!["appliesTo"] == "client") continue;
                foreach (var sent in test["events"]?.AsArray() ?? [])
                    if ((string?)sent!["type"] == "response" && sent["params"] is not null) cases.Add($"{operation}/{test["id"]}", sent);
            }
        }

        return cases;
    }
}
