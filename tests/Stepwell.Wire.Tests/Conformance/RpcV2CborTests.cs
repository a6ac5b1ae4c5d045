using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// The rpc-v2-cbor cases of Smithy and botocore, run against the server over a socket. Responses that Smithy marks for clients are left out,
/// as with awsJson.
/// </summary>
public sealed class RpcV2CborTests
{
    /// <summary>Requests, marked for clients too, whose params tell what the caller wrote before anybody filled in defaults.</summary>
    private static readonly string[] LeftOutRequests =
    [
        "RpcV2CborClientPopulatesDefaultValuesInInput",
        "RpcV2CborClientSkipsTopLevelDefaultValuesInInput",
        "RpcV2CborClientUsesExplicitlyProvidedMemberValuesOverDefaults",
        "RpcV2CborClientUsesExplicitlyProvidedValuesInTopLevel",
        "RpcV2CborClientIgnoresNonTopLevelDefaultsOnMembersWithClientOptional",
    ];

    /// <summary>Responses, not marked for clients, whose body says more than their params.</summary>
    private static readonly string[] LeftOutResponses = ["RpcV2CborDeserializesDenseSetMapAndSkipsNull", "RpcV2CborPayloadWithUnsetUnion"];

    public static TheoryData<string> RequestLabels => Labels(suites => suites.Requests.Where(test => !LeftOutRequests.Contains(test.Id)));

    public static TheoryData<string> ResponseLabels => Labels(suites => suites.Responses
        .Where(test => !suites.IsForClients(test) && !LeftOutResponses.Contains(test.Id)));

    [Theory]
    [MemberData(nameof(RequestLabels))]
    public async Task Request_is_read_as_its_params(string label)
    {
        var (suites, test) = Find(label, suites => suites.Requests);
        object? input = null;
        var service = suites.Service(test, (_, received) =>
        {
            input = received;
            throw new AwsException("Seen", 400, Fault.Client, null);
        });
        await using var server = await TestServer.StartAsync(services: [service]);

        using var response = await SendAsync(server, suites, test, test.Body);

        var answer = CborText.Read(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!;
        Assert.EndsWith("#Seen", (string?)answer["__type"]);
        suites.AssertParams(test, input);
    }

    [Theory]
    [MemberData(nameof(ResponseLabels))]
    public async Task Params_are_written_as_response(string label)
    {
        var (suites, test) = Find(label, suites => suites.Responses);
        await using var server = await TestServer.StartAsync(services: [suites.Answering(test)]);
        var request = suites.Requests.FirstOrDefault(request => request.Model == test.Model && request.Operation == test.Operation);

        using var response = await SendAsync(server, suites, test, request?.Body);

        Assert.Equal(test.Status, (int)response.StatusCode);
        Assert.Equal("rpc-v2-cbor", Assert.Single(response.Headers.GetValues("smithy-protocol")));
        if ((string?)test.Headers["x-amzn-query-error"] is { } error)
            Assert.Equal(error, Assert.Single(response.Headers.GetValues("x-amzn-query-error")));
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (test.Shape is null)
        {
            Assert.Empty(bytes);
            Assert.Null(response.Content.Headers.ContentType);
            return;
        }

        Assert.Equal("application/cbor", response.Content.Headers.ContentType!.MediaType);
        var expected = string.IsNullOrEmpty(test.Body) ? new JsonObject() : CborText.Read(Convert.FromBase64String(test.Body))!;
        JsonComparison.AssertSame(Bare(expected), Bare(CborText.Read(bytes)!));
    }

    [Fact]
    public void Suites_are_complete()
    {
        Assert.SkipWhen(ProtocolSuites.Cbor is null, "skipped: no conformance data");
        var suites = ProtocolSuites.Cbor!;

        Assert.Equal((62, 84, 34), (suites.Requests.Count, suites.Responses.Count, suites.Responses.Count(suites.IsForClients)));
    }

    private static TheoryData<string> Labels(Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Labels(ProtocolSuites.Cbor, cases);

    private static (ProtocolSuites Suites, ProtocolCase Test) Find(string label, Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Find(ProtocolSuites.Cbor, label, cases);

    private static Task<HttpResponseMessage> SendAsync(TestServer server, ProtocolSuites suites, ProtocolCase test, string? base64) =>
        server.PostAsync(null, Convert.FromBase64String(base64 ?? ""), request =>
        {
            var metadata = suites.Model(test)["metadata"]!;
            request.RequestUri = new Uri(server.Uri, $"/prefix/service/{metadata["targetPrefix"]}/operation/{test.Operation}");
            request.Content!.Headers.Clear();
            request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
            if (base64 is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/cbor");
            if (metadata["awsQueryCompatible"] is not null) request.Headers.Add("x-amzn-query-mode", "true");
        });

    /// <summary>The namespaces of the suites are their own.</summary>
    private static JsonNode Bare(JsonNode body)
    {
        if ((string?)body["__type"] is { } type) body["__type"] = type[(type.IndexOf('#') + 1)..];
        return body;
    }
}
