using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// The restJson1 cases of Smithy and botocore, run against the server over a socket. Responses that Smithy marks for clients are left out,
/// as with awsJson, and so are its requests that say what a client does before it sends.
/// </summary>
public sealed class RestJsonTests
{
    /// <summary>botocore's copies of requests that Smithy marks for clients: their params are from before anybody filled in defaults.</summary>
    private static readonly string[] LeftOutRequests =
    [
        "RestJsonHttpPrefixHeadersAreNotPresent",
        "RestJsonHttpPrefixEmptyHeaders",
        "RestJsonQueryIdempotencyTokenAutoFill",
        "RestJsonHostWithPath",
        "RestJsonNullAndEmptyHeaders",
        "RestJsonOmitsNullQuery",
        "RestJsonOmitsEmptyListQueryValues",
        "RestJsonQueryPrecedence",
        "RestJsonQueryParamsStringListMap",
        // Whether an empty document is an empty structure or none, the bytes do not say.
        "RestJsonHttpWithEmptyStructurePayload",
        "RestJsonHttpWithHeadersButNoPayload",
    ];

    /// <summary>A response, not marked for clients in botocore's copy, whose body says more than its params.</summary>
    private static readonly string[] LeftOutResponses = ["RestJsonDeserializesDenseSetMapAndSkipsNull"];

    public static TheoryData<string> RequestLabels => Labels(suites => suites.Requests
        .Where(test => !suites.IsForClients(test) && !LeftOutRequests.Contains(test.Id)));

    public static TheoryData<string> ResponseLabels => Labels(suites => suites.Responses
        .Where(test => !suites.IsForClients(test) && !LeftOutResponses.Contains(test.Id)));

    [Theory]
    [MemberData(nameof(RequestLabels))]
    public async Task Request_is_read_as_its_params(string label)
    {
        var (suites, test) = Find(label, suites => suites.Requests);
        object? input = null;
        string? called = null;
        var service = suites.Service(test, (operation, received) =>
        {
            (called, input) = (operation, received);
            throw new AwsException("Seen", 400, Fault.Client, null);
        });
        await using var server = await TestServer.StartAsync(services: [service]);

        using var response = await RestRequests.SendAsync(server, test, test.Headers, RestRequests.BodyOf(test));

        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.Headers.TryGetValues("x-amzn-errortype", out var types) && types.Single() == "Seen", $"{(int)response.StatusCode} {answer}");
        Assert.Equal(test.Operation, called);
        suites.AssertParams(test, RestRequests.WithoutOwnHeaders(input));
    }

    [Theory]
    [MemberData(nameof(ResponseLabels))]
    public async Task Params_are_written_as_response(string label)
    {
        var (suites, test) = Find(label, suites => suites.Responses);
        await using var server = await TestServer.StartAsync(services: [suites.Answering(test)]);
        var http = suites.Model(test)["operations"]![test.Operation]!["http"]!;
        var request = suites.Requests.FirstOrDefault(request => request.Model == test.Model && request.Operation == test.Operation)
            ?? test with { Method = (string)http["method"]!, Uri = (string)http["requestUri"]!, Body = "", Headers = [] };

        using var response = await RestRequests.SendAsync(server, request, request.Headers, RestRequests.BodyOf(request));

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(test.Status == (int)response.StatusCode, $"{(int)response.StatusCode} {body}");
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in test.Headers) Assert.Equal((string)value!, headers.GetValueOrDefault(name));
        foreach (var name in test.ForbiddenHeaders) Assert.DoesNotContain(name, headers.Keys);
        if (test.Body is null) return;
        if (headers.GetValueOrDefault("Content-Type") == "application/json")
            JsonComparison.AssertSame(JsonNode.Parse(test.Body.Length == 0 ? "{}" : test.Body), JsonNode.Parse(body));
        else
            Assert.Equal(test.Body, body);
    }

    [Fact]
    public void Suites_are_complete()
    {
        Assert.SkipWhen(ProtocolSuites.Rest is null, "skipped: no conformance data");
        var suites = ProtocolSuites.Rest!;

        Assert.Equal((272, 207, 43), (suites.Requests.Count, suites.Responses.Count, suites.Responses.Count(suites.IsForClients)));
    }

    private static TheoryData<string> Labels(Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Labels(ProtocolSuites.Rest, cases);

    private static (ProtocolSuites Suites, ProtocolCase Test) Find(string label, Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Find(ProtocolSuites.Rest, label, cases);
}
