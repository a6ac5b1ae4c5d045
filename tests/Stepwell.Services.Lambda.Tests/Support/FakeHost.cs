using System.Collections.Concurrent;
using System.Threading.Channels;
using Stepwell.Functions;

namespace Stepwell.Services.Lambda.Tests.Support;

/// <summary>Answers invocations as the test says, and keeps what it is told.</summary>
internal sealed class FakeHost : IFunctionHost
{
    private readonly ConcurrentDictionary<string, (FunctionSpec Spec, ProvisionedState State)> _provisioned = [];
    private int _guids;

    public ConcurrentQueue<string> Retired { get; } = [];

    /// <summary>What it was asked to provision: versions and counts, in order.</summary>
    public Channel<(string Version, int Count)> Provisions { get; } = Channel.CreateUnbounded<(string Version, int Count)>();

    /// <summary>What becomes of a request to provision at first.</summary>
    public Func<int, ProvisionedState> Initialize { get; set; } = count => new ProvisionedState(count, count, Busy: 0, Failure: null);

    public Func<FunctionSpec, Invocation, CancellationToken, ValueTask<InvocationOutcome>> Answer { get; set; } =
        (_, invocation, _) => new(new InvocationOutcome(invocation.Payload, Error: null, LogTail: null, TimeSpan.FromMilliseconds(1)));

    public Guid NewGuid() => new(Interlocked.Increment(ref _guids), 0, 0, new byte[8]);

    public string? WhyUnavailable(string runtime) => runtime.StartsWith("ruby", StringComparison.Ordinal) ? $"There is no {runtime} here." : null;

    public ValueTask<InvocationOutcome> Invoke(FunctionSpec spec, Invocation invocation, CancellationToken aborted) => Answer(spec, invocation, aborted);

    public void Provision(FunctionSpec spec, int count)
    {
        if (count == 0) _provisioned.TryRemove(spec.RevisionId, out _);
        else _provisioned[spec.RevisionId] = (spec, Initialize(count));
        Provisions.Writer.TryWrite((spec.Version, count));
    }

    public ProvisionedState? Provisioned(string revisionId) => _provisioned.TryGetValue(revisionId, out var provisioned) ? provisioned.State : null;

    public void Retire(string revisionId)
    {
        _provisioned.TryRemove(revisionId, out _);
        Retired.Enqueue(revisionId);
    }

    /// <summary>From now on what is provisioned of a version is that.</summary>
    public void Show(string version, ProvisionedState state)
    {
        foreach (var (revisionId, provisioned) in _provisioned)
            if (provisioned.Spec.Version == version) _provisioned[revisionId] = (provisioned.Spec, state);
    }
}
