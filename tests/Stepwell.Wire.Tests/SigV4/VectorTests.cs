using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Wire.SigV4;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.SigV4;

/// <summary>The 34 cases of the AWS Signature Version 4 test suite.</summary>
public sealed class VectorTests
{
    private const string Service = "service";
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));

    public static TheoryData<string> Names => ConformanceData.TryRead("sigv4/vectors.json") is { } vectors
        ? new(vectors.AsObject().Select(vector => vector.Key))
        : new(["(no data)"]);

    [Fact]
    public void Suite_is_complete() => Assert.Equal(34, ConformanceData.Read("sigv4/vectors.json").AsObject().Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Signed_request_is_accepted(string name)
    {
        var vector = ConformanceData.Read("sigv4/vectors.json")[name]!;

        Assert.Null(Verify(vector, signature => signature));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_signature_is_answered_with_what_should_have_been_signed(string name)
    {
        var vector = ConformanceData.Read("sigv4/vectors.json")[name]!;

        var failure = Verify(vector, signature => signature[..^1] + (signature[^1] == '0' ? '1' : '0'));

        Assert.Equal(SignatureFault.Invalid, failure!.Fault);
        Assert.Contains($"should have been\n'{(string)vector["canonicalRequest"]!}'\n", failure.Message);
        Assert.Contains($"should have been\n'{(string)vector["stringToSign"]!}'\n", failure.Message);
    }

    private static SignatureFailure? Verify(JsonNode vector, Func<string, string> adjust)
    {
        var (head, body) = SplitOnce((string)vector["signedRequest"]!, "\n\n");
        var lines = head.Split('\n');
        var target = lines[0][(lines[0].IndexOf(' ') + 1)..lines[0].LastIndexOf(' ')];
        var headers = Headers(lines[1..]);
        headers["Authorization"] = adjust((string)vector["authorization"]!);
        var key = new AccessKey("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", headers["X-Amz-Security-Token"]);
        var request = new SignedRequest(lines[0].Split(' ')[0], target, headers, Encoding.UTF8.GetBytes(body));
        return new SigV4Verifier([key], Clock).Verify(request, Service);
    }

    private static HeaderDictionary Headers(string[] lines)
    {
        var headers = new HeaderDictionary();
        var last = "";
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            // An indented line continues the value above it.
            if (line[0] == ' ')
            {
                headers[last] = headers[last] + "\n" + line;
                continue;
            }

            (last, var value) = SplitOnce(line, ":");
            headers[last] = StringValues.Concat(headers[last], value);
        }

        return headers;
    }

    private static (string Before, string After) SplitOnce(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + separator.Length)..]);
    }
}
