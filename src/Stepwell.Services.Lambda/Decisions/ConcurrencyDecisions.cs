using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Concurrency that is kept for one function.</summary>
internal static class ConcurrencyDecisions
{
    /// <summary>Of an account in a region.</summary>
    public const int AccountLimit = 1_000;

    /// <summary>What functions that reserve nothing must be left with.</summary>
    private const int MinimumUnreserved = 100;

    public static Decision Reserve(FunctionRecord record, int? count, Situation situation)
    {
        var others = situation.ReservedOfAccount() - (record.Row.Reserved ?? 0);
        if (count is { } wanted && AccountLimit - others - wanted < MinimumUnreserved)
        {
            throw Errors.Invalid(
                "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
                + $"below its minimum value of [{MinimumUnreserved}].");
        }
        return Decision.Done(record with { Row = record.Row with { Reserved = count } });
    }

    /// <remarks>Environments are made when invocations need them, here as well; what was asked for is kept and told.</remarks>
    public static Decision Provision(FunctionRecord record, string qualifier, int? count, Situation situation)
    {
        CheckProvisioned(record, qualifier);
        if (count is null)
            return Decision.Done(record.Without(SettingKind.Provisioned, qualifier));
        if (record.Row.Reserved is { } reserved && count > reserved)
            throw Errors.Invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function");
        if (count > AccountLimit - MinimumUnreserved)
        {
            throw Errors.Invalid(
                "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency "
                + $"[{AccountLimit - MinimumUnreserved}].");
        }
        var config = new ProvisionedConcurrencyConfigListItem
        {
            FunctionArn = record.Key.ArnOf(qualifier),
            RequestedProvisionedConcurrentExecutions = count,
            AvailableProvisionedConcurrentExecutions = count,
            AllocatedProvisionedConcurrentExecutions = count,
            Status = ProvisionedConcurrencyStatusEnum.Ready,
            LastModified = situation.NowText,
        };
        return new Decision(record.With(SettingKind.Provisioned, qualifier, config), config);
    }

    private static void CheckProvisioned(FunctionRecord record, string qualifier)
    {
        if (qualifier == FunctionReference.Latest)
            throw Errors.Invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
        if (!FunctionReference.IsNumber(qualifier))
        {
            var alias = record.Alias(qualifier) ?? throw Errors.NoAlias(record.Key.ArnOf(qualifier));
            if (alias.FunctionVersion == FunctionReference.Latest)
                throw Errors.Invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
        }
        else if (record.Version(qualifier) is null)
        {
            throw Errors.NoFunction(record.Key.ArnOf(qualifier));
        }
    }
}
