using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.SigV4;

/// <summary>
/// The canonical form of a request for every service but S3, whose path is taken as sent and whose body need not be covered.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html"/>
internal static class CanonicalRequest
{
    private const string SignatureParameter = "X-Amz-Signature";
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    public static void Write(ref ByteBuilder output, in SignedRequest request, ReadOnlySpan<char> signedHeaders)
    {
        output.Append(request.Method);
        output.Append((byte)'\n');
        WritePath(ref output, QueryText.PathOf(request.RawTarget));
        output.Append((byte)'\n');
        WriteQuery(ref output, QueryText.Of(request.RawTarget));
        output.Append((byte)'\n');
        foreach (var name in signedHeaders.Split(';')) WriteHeader(ref output, request.Headers, signedHeaders[name]);
        output.Append((byte)'\n');
        output.Append(signedHeaders);
        output.Append((byte)'\n');
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(request.Body, hash);
        output.AppendHex(hash);
    }

    /// <summary>Dot segments and empty segments go, and what the client sent encoded is encoded once more.</summary>
    private static void WritePath(ref ByteBuilder output, ReadOnlySpan<char> path)
    {
        if (path is "/" or "")
        {
            output.Append((byte)'/');
            return;
        }

        List<string> segments = [];
        var last = "";
        foreach (var range in path.Split('/'))
        {
            last = path[range].ToString();
            if (last is "" or ".") continue;
            if (last != "..") segments.Add(last);
            else if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
        }

        foreach (var segment in segments)
        {
            output.Append((byte)'/');
            WriteEncoded(ref output, segment);
        }

        if (segments.Count == 0 || last == "") output.Append((byte)'/');
    }

    private static void WriteQuery(ref ByteBuilder output, ReadOnlySpan<char> query)
    {
        if (query.IsEmpty) return;
        List<(string Name, string Value)> parameters = [];
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            if (name is SignatureParameter) continue;
            parameters.Add((Recode(name), equals < 0 ? "" : Recode(pair[(equals + 1)..])));
        }

        parameters.Sort(static (a, b) =>
        {
            var names = string.CompareOrdinal(a.Name, b.Name);
            return names != 0 ? names : string.CompareOrdinal(a.Value, b.Value);
        });
        foreach (var (name, value) in parameters)
        {
            output.Append(name);
            output.Append((byte)'=');
            output.Append(value);
            output.Append((byte)'&');
        }

        if (parameters.Count > 0) output.RemoveLast();
    }

    private static string Recode(ReadOnlySpan<char> text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static void WriteHeader(ref ByteBuilder output, IHeaderDictionary headers, ReadOnlySpan<char> name)
    {
        output.Append(name);
        output.Append((byte)':');
        if (name is "content-length" && headers.ContentLength is { } length)
        {
            Span<char> digits = stackalloc char[20];
            length.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
            output.Append(digits[..written]);
        }
        else
        {
            // HTTP/2 clients sign the pseudo header; the server sees its value as Host.
            var values = name is ":authority" ? headers.Host : headers[HeaderNames.Intern(name)];
            for (var i = 0; i < values.Count; i++)
            {
                if (i > 0) output.Append((byte)',');
                WriteCollapsed(ref output, values[i]);
            }
        }

        output.Append((byte)'\n');
    }

    /// <summary>Space around a value goes, and every run of it inside becomes one blank.</summary>
    private static void WriteCollapsed(ref ByteBuilder output, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        while (!value.IsEmpty)
        {
            var end = value.IndexOfAny(" \t\r\n");
            if (end < 0)
            {
                output.Append(value);
                return;
            }

            output.Append(value[..end]);
            output.Append((byte)' ');
            value = value[end..].TrimStart();
        }
    }

    private static void WriteEncoded(ref ByteBuilder output, string segment)
    {
        foreach (var unit in Encoding.UTF8.GetBytes(segment))
        {
            if (Unreserved.Contains(unit))
            {
                output.Append(unit);
                continue;
            }

            output.Append((byte)'%');
            output.Append((byte)Digit(unit >> 4));
            output.Append((byte)Digit(unit & 0xF));
        }
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
