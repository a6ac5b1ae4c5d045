using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Events;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>What becomes of events that are queued.</summary>
public sealed partial class LambdaService
{
    public override ValueTask<FunctionEventInvokeConfig> PutFunctionEventInvokeConfig(
        PutFunctionEventInvokeConfigRequest input, RequestContext context)
    {
        var given = new FunctionEventInvokeConfig
        {
            MaximumRetryAttempts = input.MaximumRetryAttempts,
            MaximumEventAgeInSeconds = input.MaximumEventAgeInSeconds,
            DestinationConfig = input.DestinationConfig,
        };
        return PutEvents(Reference(input.FunctionName, input.Qualifier, context), given, keepsOthers: false);
    }

    public override ValueTask<FunctionEventInvokeConfig> UpdateFunctionEventInvokeConfig(
        UpdateFunctionEventInvokeConfigRequest input, RequestContext context)
    {
        var given = new FunctionEventInvokeConfig
        {
            MaximumRetryAttempts = input.MaximumRetryAttempts,
            MaximumEventAgeInSeconds = input.MaximumEventAgeInSeconds,
            DestinationConfig = input.DestinationConfig,
        };
        return PutEvents(Reference(input.FunctionName, input.Qualifier, context), given, keepsOthers: true);
    }

    public override ValueTask<FunctionEventInvokeConfig> GetFunctionEventInvokeConfig(
        GetFunctionEventInvokeConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var name = reference.Qualifier ?? FunctionReference.Latest;
        var config = _directory.Find(reference.Key)?.Setting<FunctionEventInvokeConfig>(SettingKind.Events, name);
        return new(config ?? throw EventDecisions.NoConfig(reference.Key, name));
    }

    public override async ValueTask<DeleteFunctionEventInvokeConfigOutput> DeleteFunctionEventInvokeConfig(
        DeleteFunctionEventInvokeConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        await Ask(reference.Key, new FunctionCommand.DeleteEvents(reference.Qualifier)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListFunctionEventInvokeConfigsResponse> ListFunctionEventInvokeConfigs(
        ListFunctionEventInvokeConfigsRequest input, RequestContext context)
    {
        var record = _directory.Find(Reference(input.FunctionName, qualifier: null, context).Key) ?? throw EventDecisions.NoFunction();
        var (configs, next) = SettingPage(
            record.SettingsOf<FunctionEventInvokeConfig>(SettingKind.Events), "events", input.Marker, input.MaxItems);
        return new(new ListFunctionEventInvokeConfigsResponse { FunctionEventInvokeConfigs = configs, NextMarker = next });
    }

    private ValueTask<FunctionEventInvokeConfig> PutEvents(FunctionReference reference, FunctionEventInvokeConfig given, bool keepsOthers)
    {
        if (given.MaximumRetryAttempts is null && given.MaximumEventAgeInSeconds is null && given.DestinationConfig is null)
            throw Errors.Invalid("You must specify at least one of error handling or destination setting.");
        var record = _directory.Find(reference.Key) ?? throw EventDecisions.NoFunction();
        if (reference.Qualifier is { } qualifier && !record.HasQualifier(qualifier))
            throw EventDecisions.NoFunction();
        CheckDestination(given.DestinationConfig?.OnFailure?.Destination);
        CheckDestination(given.DestinationConfig?.OnSuccess?.Destination);
        return Ask<FunctionEventInvokeConfig>(reference.Key, new FunctionCommand.PutEvents(reference.Qualifier, given, keepsOthers));
    }

    /// <summary>A function must be there to be told.</summary>
    private void CheckDestination(string? arn)
    {
        if (arn is not null && Destination.Of(arn) is { } destination && _directory.Find(FunctionKey.OfArn(destination.FunctionArn)) is null)
            throw Errors.Invalid($"The destination ARN {arn} is invalid.");
    }
}
