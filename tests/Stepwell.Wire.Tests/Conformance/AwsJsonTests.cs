using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// The awsJson cases of Smithy and botocore, run against the server over a socket. Responses that Smithy marks for clients are left out:
/// they show what a client must bear, such as unknown members, other forms of the error's type, or offsets in timestamps.
/// </summary>
public sealed class AwsJsonTests
{
    /// <summary>
    /// Requests, marked for clients too, whose params tell what the caller wrote before anybody filled in defaults. A server fills in
    /// its own, as the cases for servers demand.
    /// </summary>
    private static readonly string[] LeftOutRequests =
    [
        "AwsJson10ClientPopulatesDefaultValuesInInput",
        "AwsJson10ClientSkipsTopLevelDefaultValuesInInput",
        "AwsJson10ClientUsesExplicitlyProvidedMemberValuesOverDefaults",
        "AwsJson10ClientIgnoresNonTopLevelDefaultsOnMembersWithClientOptional",
        "AwsJson10ClientPopulatesNestedDefaultValuesWhenMissing",
    ];

    /// <summary>What a response says in its headers; some cases list those of the request as well.</summary>
    private static readonly string[] ComparedHeaders = ["Content-Type", "x-amzn-query-error"];

    public static TheoryData<string> RequestLabels => Labels(suites => suites.Requests.Where(test => !LeftOutRequests.Contains(test.Id)));

    public static TheoryData<string> ResponseLabels => Labels(suites => suites.Responses.Where(test => !suites.IsForClients(test)));

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

        using var response = await SendAsync(server, suites, test, test.Headers, Body(test));

        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer == """{"__type":"Seen"}""", answer);
        suites.AssertParams(test, input);
    }

    [Theory]
    [MemberData(nameof(ResponseLabels))]
    public async Task Params_are_written_as_response(string label)
    {
        var (suites, test) = Find(label, suites => suites.Responses);
        await using var server = await TestServer.StartAsync(services: [suites.Answering(test)]);
        var request = suites.Requests.FirstOrDefault(request => request.Model == test.Model && request.Operation == test.Operation);

        using var response = await SendAsync(server, suites, test, [], request?.Body ?? "{}");

        Assert.Equal(test.Status, (int)response.StatusCode);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value.Single());
        foreach (var name in ComparedHeaders.Where(test.Headers.ContainsKey)) Assert.Equal((string)test.Headers[name]!, headers[name]);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        JsonComparison.AssertSame(Bare(JsonNode.Parse(string.IsNullOrEmpty(test.Body) ? "{}" : test.Body)!), body);
    }

    [Fact]
    public void Suites_are_complete()
    {
        Assert.SkipWhen(ProtocolSuites.Json is null, "skipped: no conformance data");
        var suites = ProtocolSuites.Json!;

        Assert.Equal((169, 198, 67), (suites.Requests.Count, suites.Responses.Count, suites.Responses.Count(suites.IsForClients)));
    }

    private static TheoryData<string> Labels(Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Labels(ProtocolSuites.Json, cases);

    private static (ProtocolSuites Suites, ProtocolCase Test) Find(string label, Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Find(ProtocolSuites.Json, label, cases);

    /// <summary>The compressed cases give no bytes, only what they mean.</summary>
    private static string Body(ProtocolCase test) =>
        test.Body ?? (test.Headers["Content-Encoding"] is null ? "" : test.Params.ToJsonString());

    private static async Task<HttpResponseMessage> SendAsync(
        TestServer server, ProtocolSuites suites, ProtocolCase test, JsonObject headers, string body)
    {
        var metadata = suites.Model(test)["metadata"]!;
        var isGzip = ((string?)headers["Content-Encoding"])?.Contains("gzip") == true;
        return await server.PostAsync(null, isGzip ? Gzip.Pack(body) : Encoding.UTF8.GetBytes(body), request =>
        {
            request.Content!.Headers.Clear();
            var contentType = (string?)headers["Content-Type"] ?? "application/x-amz-json-" + metadata["jsonVersion"];
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            request.Headers.Add("X-Amz-Target", (string?)headers["X-Amz-Target"] ?? $"{metadata["targetPrefix"]}.{test.Operation}");
            if (metadata["awsQueryCompatible"] is not null) request.Headers.Add("x-amzn-query-mode", "true");
            if (isGzip) request.Content.Headers.ContentEncoding.Add("gzip");
        });
    }

    /// <summary>All clients cut namespace and URI off an error's type, and the server sends neither.</summary>
    private static JsonNode Bare(JsonNode body)
    {
        if ((string?)body["__type"] is { } type) body["__type"] = type[(type.IndexOf('#') + 1)..].Split(':')[0];
        return body;
    }
}
