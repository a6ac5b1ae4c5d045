using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Provisioning;

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
        if (count is { } wanted)
        {
            if (Allocation.Total(record) is var provisioned && provisioned > wanted)
            {
                throw Errors.Invalid(
                    $"ReservedConcurrentExecutions  {wanted} should not be lower than function's total provisioned concurrency [{provisioned}].");
            }
            if (AccountLimit - Others(record, situation) - wanted < MinimumUnreserved)
                throw TooLittleLeft("ReservedConcurrentExecutions");
        }
        return Decision.Done(record with { Row = record.Row with { Reserved = count } });
    }

    /// <remarks>What becomes of it belongs to a life of the server and is not kept; see <see cref="Provisioner"/>.</remarks>
    public static Decision Provision(FunctionRecord record, string qualifier, int? count, Situation situation)
    {
        CheckPublished(record, qualifier);
        if (count is not { } wanted)
            return Decision.Done(record.Without(SettingKind.Provisioned, qualifier));
        var config = new ProvisionedConcurrencyConfigListItem
        {
            FunctionArn = record.Key.ArnOf(qualifier),
            RequestedProvisionedConcurrentExecutions = wanted,
            LastModified = situation.NowText,
        };
        var next = record.With(SettingKind.Provisioned, qualifier, config);
        CheckRoom(record, next, wanted, situation);
        if (record.Alias(qualifier) is { } alias)
        {
            if (alias.RoutingConfig is not null)
                throw Errors.Invalid("Alias with weights can not be used with Provisioned Concurrency");
            CheckAlias(next, qualifier);
        }
        else if (SharesVersion(next, qualifier))
        {
            throw new ResourceConflictException("Version is pointed by a Provisioned Concurrency alias");
        }
        return new Decision(next, config);
    }

    /// <summary>An alias for which concurrency is provisioned must lead to published versions for which no other is.</summary>
    public static void CheckAlias(FunctionRecord record, string name)
    {
        if (!record.Settings.ContainsKey(new SettingKey(SettingKind.Provisioned, name)))
            return;
        CheckPublished(record, name);
        if (SharesVersion(record, name))
        {
            throw new ResourceConflictException(
                "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
        }
    }

    private static bool SharesVersion(FunctionRecord record, string qualifier) => Allocation.Of(record).GroupBy(allocation => allocation.Version)
        .Any(version => version.Skip(1).Any() && version.Any(allocation => allocation.Qualifier == qualifier));

    /// <param name="next">With what is asked for.</param>
    private static void CheckRoom(FunctionRecord record, FunctionRecord next, int wanted, Situation situation)
    {
        if (record.Row.Reserved is { } reserved)
        {
            if (Allocation.Total(next) > reserved)
                throw Errors.Invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function");
            return;
        }
        // What the qualifier has already is no use of others.
        var left = AccountLimit - Others(record, situation) - (Allocation.Total(next) - wanted);
        if (wanted > left)
            throw Errors.Invalid($"Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [{left}].");
        if (left - wanted < MinimumUnreserved)
            throw TooLittleLeft("ConcurrentExecutions");
    }

    private static InvalidParameterValueException TooLittleLeft(string what) => Errors.Invalid(
        $"Specified {what} for function decreases account's UnreservedConcurrentExecution below its minimum value of [{MinimumUnreserved}].");

    private static long Others(FunctionRecord record, Situation situation) => situation.ClaimedOfAccount() - record.ClaimedConcurrency;

    private static void CheckPublished(FunctionRecord record, string qualifier)
    {
        if (qualifier == FunctionReference.Latest)
            throw Unpublished();
        if (!FunctionReference.IsNumber(qualifier))
        {
            var alias = record.Alias(qualifier) ?? throw Errors.NoAlias(record.Key.ArnOf(qualifier));
            if (alias.FunctionVersion == FunctionReference.Latest)
                throw Unpublished();
        }
        else if (record.Version(qualifier) is null)
        {
            throw Errors.NoFunction(record.Key.ArnOf(qualifier));
        }
    }

    private static InvalidParameterValueException Unpublished() =>
        Errors.Invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
}
