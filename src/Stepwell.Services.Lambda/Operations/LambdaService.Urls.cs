using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Function URLs, as far as they are configured.</summary>
public sealed partial class LambdaService
{
    private const int UrlIdLength = 32;
    private const string UrlIdLetters = "abcdefghijklmnopqrstuvwxyz234567";

    public override async ValueTask<CreateFunctionUrlConfigResponse> CreateFunctionUrlConfig(
        CreateFunctionUrlConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var create = new FunctionCommand.CreateUrl(input, reference.Qualifier, NewUrlId());
        var config = await Ask<FunctionUrlConfig>(reference.Key, create).ConfigureAwait(false);
        return new CreateFunctionUrlConfigResponse
        {
            FunctionUrl = UrlOf(config, context),
            FunctionArn = config.FunctionArn,
            AuthType = config.AuthType,
            Cors = config.Cors,
            CreationTime = config.CreationTime,
            InvokeMode = config.InvokeMode,
        };
    }

    public override async ValueTask<UpdateFunctionUrlConfigResponse> UpdateFunctionUrlConfig(
        UpdateFunctionUrlConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var config = await Ask<FunctionUrlConfig>(reference.Key, new FunctionCommand.UpdateUrl(input, reference.Qualifier)).ConfigureAwait(false);
        return new UpdateFunctionUrlConfigResponse
        {
            FunctionUrl = UrlOf(config, context),
            FunctionArn = config.FunctionArn,
            AuthType = config.AuthType,
            Cors = config.Cors,
            CreationTime = config.CreationTime,
            LastModifiedTime = config.LastModifiedTime,
            InvokeMode = config.InvokeMode,
        };
    }

    public override ValueTask<GetFunctionUrlConfigResponse> GetFunctionUrlConfig(GetFunctionUrlConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var record = _directory.Find(reference.Key) ?? throw Errors.NoResource();
        var config = UrlDecisions.Find(record, reference.Qualifier) ?? throw Errors.NoResource();
        return new(new GetFunctionUrlConfigResponse
        {
            FunctionUrl = UrlOf(config, context),
            FunctionArn = config.FunctionArn,
            AuthType = config.AuthType,
            Cors = config.Cors,
            CreationTime = config.CreationTime,
            LastModifiedTime = config.LastModifiedTime,
            InvokeMode = config.InvokeMode,
        });
    }

    public override async ValueTask<DeleteFunctionUrlConfigOutput> DeleteFunctionUrlConfig(
        DeleteFunctionUrlConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        await Ask(reference.Key, new FunctionCommand.DeleteUrl(reference.Qualifier)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListFunctionUrlConfigsResponse> ListFunctionUrlConfigs(ListFunctionUrlConfigsRequest input, RequestContext context)
    {
        var record = _directory.Find(Reference(input.FunctionName, qualifier: null, context).Key) ?? throw Errors.NoFunctionForUrl();
        var (configs, next) = SettingPage(record.SettingsOf<FunctionUrlConfig>(SettingKind.Url), "urls", input.Marker, input.MaxItems);
        return new(new ListFunctionUrlConfigsResponse
        {
            FunctionUrlConfigs = [.. configs.Select(config => config with { FunctionUrl = UrlOf(config, context) })],
            NextMarker = next,
        });
    }

    /// <summary>On the port that the caller knows; names under <c>localhost</c> lead to this machine.</summary>
    private static string UrlOf(FunctionUrlConfig config, RequestContext context)
    {
        var colon = context.Host.LastIndexOf(':');
        var port = colon < 0 || context.Host.EndsWith(']') ? "" : context.Host[colon..];
        return $"http://{config.FunctionUrl}.lambda-url.{context.Region}.localhost{port}/";
    }

    /// <summary>As AWS has them: letters and digits, of which a GUID gives enough that nobody guesses.</summary>
    private string NewUrlId()
    {
        Span<byte> bytes = stackalloc byte[UrlIdLength];
        _newGuid().TryWriteBytes(bytes);
        _newGuid().TryWriteBytes(bytes[16..]);
        Span<char> id = stackalloc char[UrlIdLength];
        for (var i = 0; i < UrlIdLength; i++)
            id[i] = UrlIdLetters[bytes[i] % UrlIdLetters.Length];
        return new string(id);
    }
}
