using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>How code comes in, and how it is given out again.</summary>
public sealed partial class LambdaService
{
    /// <summary>Under which the host has <see cref="AnswerCode"/> answer.</summary>
    public const string CodePath = "/_stepwell/lambda/code";

    /// <summary>Gives out the package that the path names by its hash, which only those know whom the API has told.</summary>
    public async Task AnswerCode(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        await using var package = path.StartsWith($"{CodePath}/", StringComparison.Ordinal) ? _codes.Open(path[(CodePath.Length + 1)..]) : null;
        if (package is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = "application/zip";
        http.Response.ContentLength = package.Length;
        await package.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
    }

    private static string LocationOf(string package, RequestContext context) => $"http://{context.Host}{CodePath}/{package}";

    /// <summary>Takes in what a request gives as code: a package, or the address of a program as the URI of an image.</summary>
    private async ValueTask<NewCode> Deliver(ReadOnlyMemory<byte>? zip, string? imageUri, string? packageType)
    {
        if (imageUri is not null)
        {
            if (zip is not null)
                throw Errors.Invalid("Please do not provide other FunctionCode parameters when providing a ZipFile.");
            if (packageType != PackageType.Image)
                throw Errors.Invalid("Please set PackageType to Image when creating a function with an image.");
            return Program(imageUri);
        }
        if (packageType == PackageType.Image)
            throw Errors.Invalid("Please provide ImageUri when creating a function with packageType Image.");
        if (zip is not { } bytes)
            throw Errors.Invalid("Please provide a source for function code.");
        if (bytes.Length == 0)
            throw Errors.Invalid("Uploaded file must be a non-empty zip");
        var stored = await _codes.Put(bytes).ConfigureAwait(false);
        return new NewCode(stored.Hash, PackageType.Zip, stored.Sha256, stored.Size, stored.UnzippedBytes);
    }

    private static NewCode Program(string imageUri)
    {
        if (!Uri.TryCreate(imageUri, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or HandlerAddress.Scheme))
        {
            throw Errors.Invalid(
                "This server does not run container images. ImageUri can be the address of a program that runs already and answers events: http://… or https://….");
        }
        // As a host, a handler's name would lose its capitals.
        var kept = address.Scheme == HandlerAddress.Scheme ? imageUri : address.AbsoluteUri;
        return new NewCode(kept, PackageType.Image, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(imageUri))), 0, 0);
    }
}
