using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Stepwell.Wire.Chunks;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Tests.Chunks;

/// <summary>The examples of the Amazon S3 API reference: 66,560 bytes <c>a</c> in chunks of 64 KB.</summary>
public sealed class ChunkedBodyTests
{
    private const string Date = "20130524T000000Z";
    private const string Scope = "20130524/us-east-1/s3/aws4_request";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    private const string First = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
    private const string Second = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
    private const string Last = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";
    private const int Length = 66_560;

    private static readonly string Signed =
        $"10000;chunk-signature={First}\r\n{new string('a', 65_536)}\r\n400;chunk-signature={Second}\r\n{new string('a', 1024)}\r\n"
        + $"0;chunk-signature={Last}\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public async Task Published_example_is_read_however_it_arrives(int segment)
    {
        var (text, trailers) = await Read(Signed, Chunks(), Length, segment);
        Assert.Equal(new string('a', Length), text);
        Assert.Empty(trailers);
    }

    [Fact]
    public async Task Trailer_is_signed_with_the_rest()
    {
        var signatures = Chunks();
        // The published example of a trailer continues from chunks of its own; the signatures follow from the rule it shows.
        var chunk = Sign("AWS4-HMAC-SHA256-PAYLOAD", Seed, $"\n{Hash("")}\n{Hash("hello")}");
        var last = Sign("AWS4-HMAC-SHA256-PAYLOAD", chunk, $"\n{Hash("")}\n{Hash("")}");
        var trailer = Sign("AWS4-HMAC-SHA256-TRAILER", last, $"\n{Hash("x-amz-checksum-crc32:NhCmhg==\n")}");
        var body = $"5;chunk-signature={chunk}\r\nhello\r\n0;chunk-signature={last}\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:{trailer}\r\n\r\n";
        Assert.Equal([("x-amz-checksum-crc32", "NhCmhg==")], (await Read(body, signatures, 5)).Trailers);
        await Refused(ChunkFault.SignatureMismatch, body.Replace("NhCmhg", "NhCmhh", StringComparison.Ordinal), Chunks(), 5);
        await Refused(ChunkFault.SignatureMismatch, body.Replace($"x-amz-trailer-signature:{trailer}\r\n", "", StringComparison.Ordinal), Chunks(), 5);
    }

    [Fact]
    public async Task Chunks_without_signatures_may_have_a_trailer()
    {
        var (text, trailers) = await Read("5\r\nhello\r\n6\r\n world\r\n0\r\nX-Amz-Checksum-Crc32: DUoRhQ==\r\n\r\n", signatures: null, 11);
        Assert.Equal("hello world", text);
        Assert.Equal([("x-amz-checksum-crc32", "DUoRhQ==")], trailers);
    }

    [Fact]
    public async Task Chunk_that_was_changed_is_refused()
    {
        await Refused(ChunkFault.SignatureMismatch, Signed.Replace("aaa\r\n0;", "aab\r\n0;", StringComparison.Ordinal), Chunks(), Length);
        await Refused(ChunkFault.SignatureMismatch, Signed.Replace(Last, First, StringComparison.Ordinal), Chunks(), Length);
    }

    [Theory]
    [InlineData(ChunkFault.Malformed, "x\r\n\r\n")]
    [InlineData(ChunkFault.Malformed, "\r\n")]
    [InlineData(ChunkFault.Malformed, "-1\r\na\r\n0\r\n\r\n")]
    [InlineData(ChunkFault.Malformed, "7fffffffffffffff\r\na\r\n0\r\n\r\n")]
    [InlineData(ChunkFault.Malformed, "1\r\nab\r\n0\r\n\r\n")]
    [InlineData(ChunkFault.Malformed, "5\r\nhello\r\n0\r\nno trailer\r\n\r\n")]
    [InlineData(ChunkFault.Incomplete, "")]
    [InlineData(ChunkFault.Incomplete, "5")]
    [InlineData(ChunkFault.Incomplete, "5\r\nhel")]
    [InlineData(ChunkFault.Incomplete, "6\r\nhello!\r\n0\r\n\r\n")]
    [InlineData(ChunkFault.Incomplete, "4\r\nhell\r\n0\r\n\r\n")]
    [InlineData(ChunkFault.Incomplete, "fffffffffffffff\r\nhello")]
    public async Task Body_that_breaks_the_form_is_refused(ChunkFault fault, string body) => await Refused(fault, body, signatures: null, 5);

    [Fact]
    public async Task Lines_without_end_are_refused_in_bounded_memory() =>
        await Refused(ChunkFault.Malformed, new string('0', 100_000), signatures: null, 5);

    private static ChunkSignatures Chunks() => new(Key(), Date, Scope, Seed);

    private static async Task Refused(ChunkFault fault, string body, ChunkSignatures? signatures, long length)
    {
        var refusal = await Assert.ThrowsAsync<ChunkException>(async () => await Read(body, signatures, length));
        Assert.Equal(fault, refusal.Fault);
    }

    private static async Task<(string Text, IReadOnlyList<(string Name, string Value)> Trailers)> Read(
        string body, ChunkSignatures? signatures, long length, int segment = 7)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var at = 0; at < bytes.Length; at += segment)
            await pipe.Writer.WriteAsync(bytes.AsMemory(at, Math.Min(segment, bytes.Length - at)), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        using var chunked = new ChunkedBody(pipe.Reader, signatures, length);
        using var read = new MemoryStream();
        var buffer = new byte[5000];
        while (await chunked.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
            read.Write(buffer, 0, count);
        return (Encoding.UTF8.GetString(read.ToArray()), chunked.Trailers);
    }

    private static string Sign(string algorithm, string previous, string rest) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Key(), Encoding.UTF8.GetBytes($"{algorithm}\n{Date}\n{Scope}\n{previous}{rest}")));

    private static byte[] Key() => Scope.Split('/').Aggregate(
        Encoding.UTF8.GetBytes("AWS4" + Secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
