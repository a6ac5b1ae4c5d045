using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// The requests of Smithy's restJson1 suite that a server has to refuse. Compared are status and error; the texts of violated constraints are
/// Smithy's own and not AWS's.
/// </summary>
public sealed class MalformedRestTests
{
    private static readonly Lazy<Dictionary<string, MalformedCase>> Cases = new(Read);

    public static TheoryData<string> Labels => Cases.Value.Count == 0 ? new(["(no data)"]) : new(Cases.Value.Keys);

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Malformed_request_is_refused(string label)
    {
        Assert.SkipWhen(Cases.Value.Count == 0, "skipped: no conformance data");
        var test = Cases.Value[label];
        var suites = ProtocolSuites.Rest!;
        var called = suites.Requests.First(request => request.Label.StartsWith("smithy/", StringComparison.Ordinal));
        var service = suites.Service(called, (operation, _) => Activator.CreateInstance(suites.Type(called, operation + "Output"))!);
        await using var server = await TestServer.StartAsync(services: [service]);
        var headers = test.Request["headers"]?.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!) ?? [];
        var query = test.Request["queryParams"]?.AsArray().Select(text => (string)text!).ToList() ?? [];
        var target = (string)test.Request["uri"]! + (query.Count == 0 ? "" : "?" + string.Join('&', query));
        var body = Encoding.UTF8.GetBytes((string?)test.Request["body"] ?? "");

        using var response = await RestRequests.SendAsync(server, (string)test.Request["method"]!, target, headers, body);

        var answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        Assert.True((int)test.Response["code"]! == (int)response.StatusCode, answer);
        var error = (string?)test.Response["headers"]?["x-amzn-errortype"];
        Assert.True(error is null || error == response.Headers.GetValues("x-amzn-errortype").Single(), answer);
    }

    private static Dictionary<string, MalformedCase> Read()
    {
        var cases = new Dictionary<string, MalformedCase>();
        foreach (var (operation, source) in ConformanceData.TryRead("smithy/restJson1.json")?["operations"]!.AsObject() ?? [])
        {
            foreach (var test in source!["malformedTests"]?.AsArray() ?? [])
            {
                var parameters = test!["testParameters"]?.AsObject();
                var count = parameters?.First().Value!.AsArray().Count ?? 1;
                for (var i = 0; i < count; i++)
                    cases.Add($"{operation}/{test["id"]}/{i}", new(Fill(test["request"]!, parameters, i), Fill(test["response"]!, parameters, i)));
            }
        }

        return cases;
    }

    /// <summary>Puts the values of one row into the texts that name them: as they are, or as strings in quotes.</summary>
    private static JsonNode Fill(JsonNode template, JsonObject? parameters, int row)
    {
        switch (template)
        {
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Fill(member.Value, parameters, row))));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Fill(item!, parameters, row))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                foreach (var (name, values) in parameters ?? [])
                {
                    var given = (string)values![row]!;
                    text = text.Replace($"${name}:L", given, StringComparison.Ordinal)
                        .Replace($"${name}:S", JsonValue.Create(given).ToJsonString(), StringComparison.Ordinal);
                }

                return JsonValue.Create(text);
            default:
                return template.DeepClone();
        }
    }

    private sealed record MalformedCase(JsonNode Request, JsonNode Response);
}
