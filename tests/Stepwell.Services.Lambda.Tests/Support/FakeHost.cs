using System.Collections.Concurrent;
using Stepwell.Functions;

namespace Stepwell.Services.Lambda.Tests.Support;

/// <summary>Answers invocations as the test says, and keeps what it is told.</summary>
internal sealed class FakeHost : IFunctionHost
{
    private int _guids;

    public ConcurrentQueue<string> Retired { get; } = [];

    public Func<FunctionSpec, Invocation, CancellationToken, ValueTask<InvocationOutcome>> Answer { get; set; } =
        (_, invocation, _) => new(new InvocationOutcome(invocation.Payload, Error: null, LogTail: null, TimeSpan.FromMilliseconds(1)));

    public Guid NewGuid() => new(Interlocked.Increment(ref _guids), 0, 0, new byte[8]);

    public string? WhyUnavailable(string runtime) => runtime.StartsWith("ruby", StringComparison.Ordinal) ? $"There is no {runtime} here." : null;

    public ValueTask<InvocationOutcome> Invoke(FunctionSpec spec, Invocation invocation, CancellationToken aborted) => Answer(spec, invocation, aborted);

    public void Retire(string revisionId) => Retired.Enqueue(revisionId);
}
