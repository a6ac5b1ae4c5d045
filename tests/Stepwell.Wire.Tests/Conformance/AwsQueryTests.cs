using System.Text;
using System.Xml.Linq;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// The awsQuery cases of Smithy and botocore, run against the server over a socket. Responses that Smithy marks for clients are left out, as
/// with awsJson.
/// </summary>
public sealed class AwsQueryTests
{
    /// <summary>Requests whose params leave out what the client fills in, or have an empty map, which the protocol cannot say.</summary>
    private static readonly string[] LeftOutRequests = ["QueryProtocolIdempotencyTokenAutoFill", "QueryEmptyQueryMaps"];

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
        var isGzip = test.Headers["Content-Encoding"] is not null;
        // The compressed cases give no bytes, only what they mean.
        var body = test.Body ?? $"Action={test.Operation}&Version=2020-01-08" + string.Concat(test.Params.Select(p => $"&{p.Key}={p.Value}"));

        using var response = await SendAsync(server, isGzip ? Gzip.Pack(body) : Encoding.UTF8.GetBytes(body), isGzip);

        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.Contains("<Code>Seen</Code>"), answer);
        suites.AssertParams(test, input);
    }

    [Theory]
    [MemberData(nameof(ResponseLabels))]
    public async Task Params_are_written_as_response(string label)
    {
        var (suites, test) = Find(label, suites => suites.Responses);
        await using var server = await TestServer.StartAsync(services: [suites.Answering(test)]);

        using var response = await SendAsync(server, Encoding.UTF8.GetBytes($"Action={test.Operation}&Version=2020-01-08"), isGzip: false);

        Assert.Equal(test.Status, (int)response.StatusCode);
        Assert.Equal("text/xml", response.Content.Headers.ContentType!.MediaType);
        var body = XElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        if (string.IsNullOrEmpty(test.Body)) Assert.Equal(test.Operation + "Response", body.Name.LocalName);
        else Assert.Equal(Canonical(XElement.Parse(test.Body)), Canonical(body));
    }

    [Fact]
    public void Suites_are_complete()
    {
        Assert.SkipWhen(ProtocolSuites.Query is null, "skipped: no conformance data");
        var suites = ProtocolSuites.Query!;

        Assert.Equal((76, 77, 16), (suites.Requests.Count, suites.Responses.Count, suites.Responses.Count(suites.IsForClients)));
    }

    /// <summary>
    /// Elements by name and text, and the namespaces they declare. Left out are ids of requests, which the cases make up, the outermost
    /// namespace, which botocore's models have not, and the order of maps.
    /// </summary>
    private static string Canonical(XElement element)
    {
        var declared = element.Parent is null ? [] : element.Attributes().Where(a => a.IsNamespaceDeclaration).Select(a => $"{a.Name.LocalName}={a.Value}");
        var children = element.Elements().Where(child => child.Name.LocalName is not ("ResponseMetadata" or "RequestId")).Select(Canonical).ToList();
        if (children.Count > 0 && children.TrueForAll(child => child.StartsWith("<entry", StringComparison.Ordinal))) children.Sort(StringComparer.Ordinal);
        var content = children.Count == 0 && !element.HasElements ? element.Value : string.Concat(children);
        return $"<{element.Name.LocalName} {string.Join(' ', declared)}>{content}</>";
    }

    private static TheoryData<string> Labels(Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Labels(ProtocolSuites.Query, cases);

    private static (ProtocolSuites Suites, ProtocolCase Test) Find(string label, Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) =>
        ProtocolSuites.Find(ProtocolSuites.Query, label, cases);

    private static Task<HttpResponseMessage> SendAsync(TestServer server, byte[] body, bool isGzip) => server.PostAsync(null, body, request =>
    {
        request.Content!.Headers.Clear();
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        if (isGzip) request.Content.Headers.ContentEncoding.Add("gzip");
    });
}
