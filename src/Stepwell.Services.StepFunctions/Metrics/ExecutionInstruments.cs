using System.Diagnostics.Metrics;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>What executions tell. Thread-safe.</summary>
/// <remarks>Developer guide, "Execution metrics for all state machines", "… for Express Workflows", "Redrive execution metrics".</remarks>
internal sealed class ExecutionInstruments
{
    private readonly Places _places;
    private readonly Counter<long> _started;
    private readonly Counter<long> _throttled;
    private readonly Counter<long> _redriven;
    private readonly Ends _ends;
    private readonly Ends _redrivenEnds;
    private readonly Histogram<double> _time;
    private readonly Histogram<double> _billedDuration;
    private readonly Histogram<long> _billedMemory;
    private readonly Histogram<long> _memory;

    public ExecutionInstruments(Meter meter, Places places)
    {
        _places = places;
        _started = meter.CreateCounter<long>("ExecutionsStarted", MetricNames.Count, "Started executions.");
        _throttled = meter.CreateCounter<long>(
            "ExecutionThrottled", MetricNames.Count, "Entered states and retries that had to wait for the quota of state transitions.");
        _redriven = meter.CreateCounter<long>("ExecutionsRedriven", MetricNames.Count, "Redriven executions.");
        _ends = new Ends(meter, "Executions", "Executions");
        _redrivenEnds = new Ends(meter, "RedrivenExecutions", "Redriven executions");
        _time = meter.CreateHistogram(
            "ExecutionTime", MetricNames.Milliseconds, "From the start of executions to their end.", tags: null, Buckets.Time);
        _billedDuration = meter.CreateHistogram(
            "ExpressExecutionBilledDuration", MetricNames.Milliseconds, "What AWS would bill for Express executions.", tags: null, Buckets.Time);
        _billedMemory = meter.CreateHistogram(
            "ExpressExecutionBilledMemory", MetricNames.Bytes, "What AWS would bill for Express executions.", tags: null, Buckets.Memory);
        _memory = meter.CreateHistogram(
            "ExpressExecutionMemory", MetricNames.Bytes, "The most data that Express executions held at a time.", tags: null, Buckets.Memory);
    }

    public void Started(in ExecutionSubject subject)
    {
        if (_started.Enabled)
            _started.Add(1, subject.Tags(_places));
    }

    public void Redriven(in ExecutionSubject subject)
    {
        if (_redriven.Enabled)
            _redriven.Add(1, subject.Tags(_places));
    }

    /// <param name="count">Entered states and retries that had to wait.</param>
    public void Throttled(in ExecutionSubject subject, long count = 1)
    {
        if (_throttled.Enabled)
            _throttled.Add(count, subject.Tags(_places));
    }

    /// <param name="time">Since its start.</param>
    public void Ended(in ExecutionSubject subject, ExecutionStatus status, TimeSpan time, bool isRedriven)
    {
        var tags = subject.Tags(_places);
        _ends.Of(status).Add(1, tags);
        if (isRedriven)
            _redrivenEnds.Of(status).Add(1, tags);
        _time.Record(time.TotalMilliseconds, tags);
    }

    /// <summary>Of an Express execution, beside <see cref="Ended"/>.</summary>
    public void Billed(in ExecutionSubject subject, long milliseconds, long bytes, long usedBytes)
    {
        var tags = subject.Tags(_places);
        _billedDuration.Record(milliseconds, tags);
        _billedMemory.Record(bytes, tags);
        _memory.Record(usedBytes, tags);
    }

    private sealed class Ends(Meter meter, string prefix, string subject)
    {
        private readonly Counter<long> _succeeded = meter.CreateCounter<long>(prefix + "Succeeded", MetricNames.Count, $"{subject} that succeeded.");
        private readonly Counter<long> _failed = meter.CreateCounter<long>(prefix + "Failed", MetricNames.Count, $"{subject} that failed.");
        private readonly Counter<long> _timedOut = meter.CreateCounter<long>(prefix + "TimedOut", MetricNames.Count, $"{subject} that timed out.");
        private readonly Counter<long> _aborted = meter.CreateCounter<long>(prefix + "Aborted", MetricNames.Count, $"{subject} that were stopped.");

        public Counter<long> Of(ExecutionStatus status) => status switch
        {
            ExecutionStatus.Succeeded => _succeeded,
            ExecutionStatus.Failed => _failed,
            ExecutionStatus.TimedOut => _timedOut,
            ExecutionStatus.Aborted => _aborted,
            _ => throw new InvalidOperationException($"An execution does not end as {status}."),
        };
    }
}
