using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Services.Lambda.Urls;
using Stepwell.Wire;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Requests to function URLs.</summary>
public sealed partial class LambdaService
{
    private const string UrlLabel = ".lambda-url.";

    /// <remarks>Lambda quotas: 6 MB each for request and response of a synchronous invocation.</remarks>
    private const int MaxUrlBody = 6 * 1_048_576;

    /// <summary>The name of the service that requests to URLs are signed for.</summary>
    private const string SigningName = "lambda";

    /// <summary>Verifies the signatures of requests to URLs that need one; null: the server looks at no signature, and it is enough to bear one.</summary>
    public SigV4Verifier? Signatures { get; init; }

    /// <summary>By which callers of URLs are told apart that have been given keys for a while; null: there are none.</summary>
    public ITemporaryKeys? TemporaryKeys { get; init; }

    /// <summary>Who answers a request to a function URL; null: it is none.</summary>
    public RequestDelegate? FindSite(IHttpRequestFeature request)
    {
        var host = request.Headers.Host.ToString();
        var label = host.IndexOf(UrlLabel, StringComparison.Ordinal);
        if (label != UrlIdLength)
            return null;
        var region = host[(label + UrlLabel.Length)..].Split('.')[0];
        return http => AnswerUrl(http, host[..label], region);
    }

    private async Task AnswerUrl(HttpContext http, string urlId, string region)
    {
        var requestId = NewRevision();
        http.Response.Headers["x-amzn-RequestId"] = requestId;
        if (FindUrl(urlId, region) is not var (key, qualifier, config))
        {
            await Refuse(http, StatusCodes.Status403Forbidden, "Forbidden").ConfigureAwait(false);
            return;
        }
        if (config.Cors is { } cors && UrlCors.Apply(cors, http))
            return;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var caller = config.AuthType == FunctionUrlAuthType.AwsIam ? Caller.Of(http.Request.Headers, target, TemporaryKeys) : null;
        if (config.AuthType == FunctionUrlAuthType.AwsIam && caller is null)
        {
            await Refuse(http, StatusCodes.Status403Forbidden, "Forbidden").ConfigureAwait(false);
            return;
        }
        if (await ReadBody(http).ConfigureAwait(false) is not { } body)
        {
            await Refuse(http, StatusCodes.Status413PayloadTooLarge, "Request Entity Too Large").ConfigureAwait(false);
            return;
        }
        if (caller is not null && Signatures?.Verify(new SignedRequest(http.Request.Method, target, http.Request.Headers, body.Span), SigningName) is { } failure)
        {
            await UrlAnswer.SignatureFailure(failure.Message).Write(http.Response, http.RequestAborted).ConfigureAwait(false);
            return;
        }
        var payload = UrlEvent.Of(http, urlId, requestId, caller, _time.GetUtcNow(), body);
        await InvokeUrl(http, key, qualifier, config, payload, requestId).ConfigureAwait(false);
    }

    private async Task InvokeUrl(
        HttpContext http, FunctionKey key, string? qualifier, FunctionUrlConfig config, ReadOnlyMemory<byte> payload, string requestId)
    {
        var stream = config.InvokeMode == InvokeMode.ResponseStream ? new UrlStream(http.Response) : null;
        InvocationOutcome outcome;
        try
        {
            var target = await Catalog.Find(key.AccountId, key.Region, key.Name, qualifier, http.RequestAborted).ConfigureAwait(false);
            var trace = Rooted(http.Request.Headers["X-Amzn-Trace-Id"].ToString());
            outcome = await _invoker.Run(
                target, new Invocation(requestId, target.InvokedArn, payload) { TraceHeader = trace, Stream = stream }).ConfigureAwait(false);
        }
        catch (AwsException refusal)
        {
            await Refuse(http, refusal.StatusCode, refusal.Message).ConfigureAwait(false);
            return;
        }
        // What has been streamed is the answer; it cannot be taken back.
        if (stream is not { IsBegun: true })
            await UrlAnswer.Of(outcome).Write(http.Response, http.RequestAborted).ConfigureAwait(false);
        else if (outcome.Error is not null)
            http.Abort();
    }

    private (FunctionKey Key, string? Qualifier, FunctionUrlConfig Config)? FindUrl(string urlId, string region)
    {
        FunctionRow? row;
        SettingRow? setting;
        using (var lease = _store.RentReader())
        {
            setting = lease.Reader.FindUrl(urlId);
            row = setting is null ? null : lease.Reader.Find(FunctionTables.Functions, setting.FunctionId);
        }
        if (setting is null || row is null)
            return null;
        var key = FunctionKey.OfRow(row.Scope, row.Name);
        var qualifier = setting.Name == FunctionReference.Latest ? null : setting.Name;
        return key.Region == region && _directory.Find(key)?.Setting<FunctionUrlConfig>(SettingKind.Url, setting.Name) is { } config
            ? (key, qualifier, config)
            : null;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadBody(HttpContext http)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted).ConfigureAwait(false) is > 0 and var count)
        {
            if (body.Length + count > MaxUrlBody)
                return null;
            body.Write(buffer, 0, count);
        }
        return body.ToArray();
    }

    private static Task Refuse(HttpContext http, int statusCode, string message) =>
        UrlAnswer.Failure(statusCode, message).Write(http.Response, http.RequestAborted);
}
