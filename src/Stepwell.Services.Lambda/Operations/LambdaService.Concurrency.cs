using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Reserved and provisioned concurrency, and the account that they are taken from.</summary>
public sealed partial class LambdaService
{
    /// <summary>All packages of an account in a region.</summary>
    private const long MaxCodeBytes = 80_530_636_800;

    /// <summary>Of a package as it is sent.</summary>
    private const long MaxZippedBytes = 52_428_800;

    public override async ValueTask<Concurrency> PutFunctionConcurrency(PutFunctionConcurrencyRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, qualifier: null, context);
        if (reference.Qualifier is not null)
        {
            throw Errors.Invalid(
                "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
                + "Please specify either a function name or an unqualified function ARN.");
        }
        await Ask(reference.Key, new FunctionCommand.Reserve(input.ReservedConcurrentExecutions)).ConfigureAwait(false);
        return new Concurrency { ReservedConcurrentExecutions = input.ReservedConcurrentExecutions };
    }

    public override ValueTask<GetFunctionConcurrencyResponse> GetFunctionConcurrency(GetFunctionConcurrencyRequest input, RequestContext context)
    {
        var record = Record(Reference(input.FunctionName, qualifier: null, context));
        return new(new GetFunctionConcurrencyResponse { ReservedConcurrentExecutions = (int?)record.Row.Reserved });
    }

    public override async ValueTask<DeleteFunctionConcurrencyOutput> DeleteFunctionConcurrency(
        DeleteFunctionConcurrencyRequest input, RequestContext context)
    {
        await Ask(Reference(input.FunctionName, qualifier: null, context).Key, new FunctionCommand.Reserve(Count: null)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<PutProvisionedConcurrencyConfigResponse> PutProvisionedConcurrencyConfig(
        PutProvisionedConcurrencyConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var qualifier = reference.Qualifier ?? FunctionReference.Latest;
        var before = _directory.Find(reference.Key)?.Setting<ProvisionedConcurrencyConfigListItem>(SettingKind.Provisioned, qualifier);
        var ready = before is null ? 0 : _provisioner.Describe(reference.Key, qualifier, before).AvailableProvisionedConcurrentExecutions;
        var command = new FunctionCommand.Provision(qualifier, input.ProvisionedConcurrentExecutions);
        var config = await Ask<ProvisionedConcurrencyConfigListItem>(reference.Key, command).ConfigureAwait(false);
        return new PutProvisionedConcurrencyConfigResponse
        {
            RequestedProvisionedConcurrentExecutions = config.RequestedProvisionedConcurrentExecutions,
            AllocatedProvisionedConcurrentExecutions = ready,
            AvailableProvisionedConcurrentExecutions = ready,
            Status = ProvisionedConcurrencyStatusEnum.InProgress,
            LastModified = config.LastModified,
        };
    }

    public override ValueTask<GetProvisionedConcurrencyConfigResponse> GetProvisionedConcurrencyConfig(
        GetProvisionedConcurrencyConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var record = Record(reference);
        record.CheckQualifier(reference.Qualifier);
        var qualifier = reference.Qualifier ?? FunctionReference.Latest;
        var config = record.Setting<ProvisionedConcurrencyConfigListItem>(SettingKind.Provisioned, qualifier)
            ?? throw new ProvisionedConcurrencyConfigNotFoundException("No Provisioned Concurrency Config found for this function");
        config = _provisioner.Describe(reference.Key, qualifier, config);
        return new(new GetProvisionedConcurrencyConfigResponse
        {
            RequestedProvisionedConcurrentExecutions = config.RequestedProvisionedConcurrentExecutions,
            AvailableProvisionedConcurrentExecutions = config.AvailableProvisionedConcurrentExecutions,
            AllocatedProvisionedConcurrentExecutions = config.AllocatedProvisionedConcurrentExecutions,
            Status = config.Status,
            StatusReason = config.StatusReason,
            LastModified = config.LastModified,
        });
    }

    public override async ValueTask<DeleteProvisionedConcurrencyConfigOutput> DeleteProvisionedConcurrencyConfig(
        DeleteProvisionedConcurrencyConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        await Ask(reference.Key, new FunctionCommand.Provision(reference.Qualifier ?? FunctionReference.Latest, Count: null)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListProvisionedConcurrencyConfigsResponse> ListProvisionedConcurrencyConfigs(
        ListProvisionedConcurrencyConfigsRequest input, RequestContext context)
    {
        var record = Record(Reference(input.FunctionName, qualifier: null, context));
        var (configs, next) = SettingPage(
            record.SettingsOf<ProvisionedConcurrencyConfigListItem>(SettingKind.Provisioned)
                .Select(config => (config.Name, Value: _provisioner.Describe(record.Key, config.Name, config.Value))),
            "provisioned", input.Marker, input.MaxItems);
        return new(new ListProvisionedConcurrencyConfigsResponse { ProvisionedConcurrencyConfigs = configs, NextMarker = next });
    }

    public override ValueTask<GetAccountSettingsResponse> GetAccountSettings(GetAccountSettingsRequest input, RequestContext context)
    {
        var tallies = FunctionTallies.Of(FunctionKey.ScopeOf(context.Region, context.AccountId));
        return new(new GetAccountSettingsResponse
        {
            AccountLimit = new AccountLimit
            {
                TotalCodeSize = MaxCodeBytes,
                CodeSizeUnzipped = FunctionCheck.MaxUnzippedBytes,
                CodeSizeZipped = MaxZippedBytes,
                ConcurrentExecutions = ConcurrencyDecisions.AccountLimit,
                UnreservedConcurrentExecutions = ConcurrencyDecisions.AccountLimit - (int)Partitions.CountOf(tallies.Claimed),
            },
            AccountUsage = new AccountUsage
            {
                TotalCodeSize = Partitions.CountOf(tallies.CodeBytes),
                FunctionCount = Partitions.CountOf(tallies.Functions),
            },
        });
    }
}
