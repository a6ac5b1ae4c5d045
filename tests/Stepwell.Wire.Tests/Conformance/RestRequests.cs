using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>Sends the requests of the REST suites as they are written; an HTTP client would tidy up their paths and headers.</summary>
internal static class RestRequests
{
    private static readonly string[] OwnHeaders = ["Host", "Content-Length", "Content-Type", "Connection"];

    /// <summary>The compressed cases give no bytes, only what they mean.</summary>
    public static byte[] BodyOf(ProtocolCase test)
    {
        if (test.Body is not null) return Encoding.UTF8.GetBytes(test.Body);
        return test.Headers["Content-Encoding"] is null ? [] : Gzip.Pack(new JsonObject { ["data"] = test.Params["data"]!.DeepClone() }.ToJsonString());
    }

    public static Task<HttpResponseMessage> SendAsync(TestServer server, ProtocolCase test, JsonObject headers, byte[] body)
    {
        var sent = headers.ToDictionary(header => header.Key, header => (string)header.Value!, StringComparer.OrdinalIgnoreCase);
        // Some cases leave out what every client sends with such a body.
        if (body.Length > 0 && (test.Body is null || test.Body.StartsWith('{'))) sent.TryAdd("Content-Type", "application/json");
        return SendAsync(server, test.Method, test.Uri, sent, body);
    }

    public static async Task<HttpResponseMessage> SendAsync(
        TestServer server, string method, string target, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {server.EndPoint}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in headers)
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) head.Append($"{name}: {value}\r\n");
        using var client = new TcpClient();
        var cancellation = TestContext.Current.CancellationToken;
        await client.ConnectAsync(server.EndPoint, cancellation);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), cancellation);
        await stream.WriteAsync(body, cancellation);
        var received = new MemoryStream();
        await stream.CopyToAsync(received, cancellation);
        return Parse(received.ToArray());
    }

    /// <summary>The headers that no case can do without do not count where an input takes all.</summary>
    public static object? WithoutOwnHeaders(object? input)
    {
        if (input?.GetType().GetProperty("PrefixHeaders")?.GetValue(input) is Dictionary<string, string> headers)
            foreach (var name in OwnHeaders) headers.Remove(name);
        return input;
    }

    private static HttpResponseMessage Parse(byte[] received)
    {
        var end = received.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.True(end > 0, Encoding.UTF8.GetString(received));
        var lines = Encoding.UTF8.GetString(received, 0, end).Split("\r\n");
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)int.Parse(lines[0].Split(' ')[1]))
        {
            Content = new ByteArrayContent(received[(end + 4)..]),
        };
        foreach (var line in lines[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (!response.Headers.TryAddWithoutValidation(name, value)) response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
