using System.Collections.Concurrent;
using Stepwell.Functions;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Provisioning;

/// <summary>
/// Brings the host to what is configured: after the start, and whenever a function has changed. Of a function that changes while the host is told
/// of it, the host is told once more. Thread-safe.
/// </summary>
internal sealed class Provisioner(
    FunctionDirectory directory, IFunctionCatalog catalog, IFunctionHost host, IPartitionScheduler scheduler, Action<string, Exception> faulted)
{
    /// <summary>The one reason that is known of Lambda.</summary>
    private const string InitFailure = "FUNCTION_ERROR_INIT_FAILURE";

    private readonly ConcurrentDictionary<FunctionKey, FunctionProvision> _functions = new();

    /// <summary>All that the host was asked for, and how far that is.</summary>
    public IEnumerable<(FunctionKey Key, Allocation Allocation, ProvisionedState State)> Held =>
        from function in _functions
        from held in function.Value.Held
        let state = host.Provisioned(held.Allocation.RevisionId)
        where state is not null
        select (function.Key, held.Allocation, state);

    /// <summary>When a change is durable, before anybody hears of it. Quick; does not throw.</summary>
    public void Changed(FunctionKey key, FunctionRecord? before, FunctionRecord? after)
    {
        if (!ReferenceEquals(before?.Settings, after?.Settings) && !Allocation.Of(before).SequenceEqual(Allocation.Of(after)))
            Begin(key);
    }

    public void Begin(FunctionKey key)
    {
        var function = _functions.GetOrAdd(key, static _ => new FunctionProvision());
        if (function.Change())
            scheduler.Schedule(new Run(this, key, function));
    }

    /// <summary>A configuration with what has become of it.</summary>
    public ProvisionedConcurrencyConfigListItem Describe(FunctionKey key, string qualifier, ProvisionedConcurrencyConfigListItem config)
    {
        var function = _functions.GetValueOrDefault(key);
        var isPending = function?.IsPending is not false;
        var (ready, reason) = (0, (string?)null);
        foreach (var held in function?.Held.Where(held => held.Allocation.Qualifier == qualifier) ?? [])
        {
            var state = host.Provisioned(held.Allocation.RevisionId);
            ready += Math.Min(state?.Ready ?? 0, held.Allocation.Count);
            reason ??= held.Failure ?? ReasonOf(state?.Failure);
        }
        return config with
        {
            AllocatedProvisionedConcurrentExecutions = ready,
            AvailableProvisionedConcurrentExecutions = ready,
            StatusReason = isPending ? null : reason,
            Status = isPending ? ProvisionedConcurrencyStatusEnum.InProgress
                : reason is not null ? ProvisionedConcurrencyStatusEnum.Failed
                : ready >= config.RequestedProvisionedConcurrentExecutions ? ProvisionedConcurrencyStatusEnum.Ready
                : ProvisionedConcurrencyStatusEnum.InProgress,
        };
    }

    private static string? ReasonOf(ProvisioningFailure? failure) => failure is null ? null : failure.IsOfFunction ? InitFailure : failure.Message;

    private async Task Carry(FunctionKey key, FunctionProvision function)
    {
        while (function.TryBegin())
        {
            try
            {
                await Bring(key, function).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                faulted(key.Arn, fault);
            }
        }
    }

    private async ValueTask Bring(FunctionKey key, FunctionProvision function)
    {
        var wanted = Allocation.Of(directory.Find(key));
        foreach (var held in function.Held)
            if (held.Spec is { } spec && !wanted.Any(allocation => allocation.RevisionId == spec.RevisionId))
                host.Provision(spec, count: 0);
        List<HeldAllocation> now = [];
        foreach (var allocation in wanted)
            now.Add(await Ask(key, allocation).ConfigureAwait(false));
        function.Held = now;
    }

    private async ValueTask<HeldAllocation> Ask(FunctionKey key, Allocation allocation)
    {
        try
        {
            var target = await catalog.Find(key.AccountId, key.Region, key.Name, allocation.VersionName, CancellationToken.None).ConfigureAwait(false);
            if (target.MissingHandler is { } name)
                return new HeldAllocation(allocation, Spec: null, $"The program that runs this server has not registered the handler {name}.");
            host.Provision(target.Spec, allocation.Count);
            return new HeldAllocation(allocation, target.Spec, Failure: null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ResourceNotFoundException)
        {
            // The disk does not let it be unpacked; or it is gone meanwhile, which is the next change.
            return new HeldAllocation(allocation, Spec: null, fault.Message);
        }
    }

    private sealed class Run(Provisioner provisioner, FunctionKey key, FunctionProvision function) : IThreadPoolWorkItem
    {
        public void Execute() => _ = provisioner.Carry(key, function);
    }
}
