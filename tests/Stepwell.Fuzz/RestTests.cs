using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Code;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;
using Stepwell.Wire.Chunks;
using Stepwell.Wire.Http;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.SigV4;

namespace Stepwell.Fuzz;

/// <summary>What clients send to a service of restJson1: requests, names, packages and bodies in chunks.</summary>
public sealed class RestTests
{
    private readonly Routes _routes = new([new Nothing()]);

    [Fact]
    public void Requests_of_any_kind_are_read_or_refused_as_the_clients_fault() =>
        Campaign.Run("restJson1", RestExamples.Requests, RestExamples.RequestTokens, text =>
        {
            var (request, body) = Parse(text);
            if (_routes.Find(request.Method, request.RawTarget, request.Headers, scope: null, out var route) is { } unserved)
            {
                Assert.InRange(unserved.Error.StatusCode, 400, 499);
                return false;
            }
            var response = new ResponseBuffer();
            var context = new RequestContext { AccountId = "123456789012", Region = "us-east-1", RequestId = "r", Host = "localhost" };
            try
            {
                var running = route.Operation.InvokeAsync(route.Protocol, new Incoming(route.Operation, body, request), context, response);
                running.AsTask().GetAwaiter().GetResult();
            }
            catch (AwsException error)
            {
                Assert.InRange(error.StatusCode, 400, 501);
                return error.StatusCode == StatusCodes.Status501NotImplemented;
            }
            return true;
        });

    [Fact]
    public void Names_of_functions_of_any_kind_are_parsed_or_refused() =>
        Campaign.Run("names of functions", RestExamples.Names, RestExamples.NameTokens, text => ApiAnswer.IsTaken(() =>
        {
            var reference = FunctionReference.Parse("123456789012", "us-east-1", text, qualifier: null);
            Assert.Equal(reference.Key, FunctionKey.OfArn(reference.Key.Arn));
        }));

    [Fact]
    public void Packages_of_any_kind_are_unpacked_within_their_folder_or_refused()
    {
        var root = Directory.CreateTempSubdirectory("stepwell-fuzz-").FullName;
        try
        {
            Campaign.Run("packages", [Package()], RestExamples.PackageTokens, text => ApiAnswer.IsTaken(() =>
            {
                var folder = Path.Combine(root, "package");
                Directory.CreateDirectory(folder);
                try
                {
                    PackageFiles.Unpack(new MemoryStream(Encoding.Latin1.GetBytes(text)), folder);
                }
                finally
                {
                    Assert.Equal([folder], Directory.EnumerateFileSystemEntries(root));
                    Directory.Delete(folder, recursive: true);
                }
            }));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Bodies_in_chunks_of_any_kind_are_read_or_refused() =>
        Campaign.Run("aws-chunked", RestExamples.Chunks, RestExamples.ChunkTokens, text =>
        {
            var signatures = text.Contains("chunk-signature", StringComparison.Ordinal) ? new ChunkSignatures(new byte[32], "d", "s", "0") : null;
            using var chunked = new ChunkedBody(PipeReader.Create(new MemoryStream(Encoding.Latin1.GetBytes(text))), signatures, decodedLength: null);
            var buffer = new byte[16];
            try
            {
                while (chunked.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult() > 0)
                    continue;
                return true;
            }
            catch (ChunkException)
            {
                return false;
            }
        });

    private static (HttpRequestFeature Request, byte[] Body) Parse(string text)
    {
        var parts = text.Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var line = lines[0].Split(' ', 2);
        var target = line.Length > 1 && line[1].StartsWith('/') ? line[1] : "/";
        var request = new HttpRequestFeature { Method = line[0], RawTarget = target, Path = target.Split('?')[0], Headers = new HeaderDictionary() };
        foreach (var header in lines[1..])
            if (header.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                request.Headers[header[..colon].Trim()] = header[(colon + 1)..].Trim();
        return (request, parts.Length > 1 ? Encoding.UTF8.GetBytes(parts[1]) : []);
    }

    /// <summary>As text of one character for each byte.</summary>
    private static string Package()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["index.js", "lib/", "lib/a.js"])
            {
                using var file = archive.CreateEntry(name).Open();
                if (!name.EndsWith('/'))
                    file.Write("exports.handler = async event => event"u8);
            }
        }
        return Encoding.Latin1.GetString(stream.ToArray());
    }

    /// <summary>Every operation is unwritten, so what was read goes nowhere.</summary>
    private sealed class Nothing : LambdaServiceBase;
}
