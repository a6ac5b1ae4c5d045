using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>What tasks of one family tell. Thread-safe.</summary>
/// <remarks>Developer guide, "Activity Metrics", "Lambda Function Metrics", "Service Integration Metrics".</remarks>
internal sealed class TaskInstruments
{
    private readonly string _dimension;
    private readonly Counter<long> _scheduled;
    private readonly Counter<long> _started;
    private readonly Counter<long> _succeeded;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _timedOut;
    private readonly Counter<long> _heartbeatTimedOut;
    private readonly Histogram<double> _scheduleTime;
    private readonly Histogram<double> _runTime;
    private readonly Histogram<double> _time;

    /// <param name="one">Singular and <paramref name="many"/> plural, as the names of the metrics begin.</param>
    /// <param name="hasHeartbeats">Whether there is a metric of its own for missed heartbeats.</param>
    public TaskInstruments(Meter meter, string one, string many, string dimension, string subject, bool hasHeartbeats)
    {
        _dimension = dimension;
        _scheduled = Counter("Scheduled", "that were scheduled");
        _started = Counter("Started", "that were started");
        _succeeded = Counter("Succeeded", "that succeeded");
        _failed = Counter("Failed", "that failed");
        _timedOut = Counter("TimedOut", "that timed out");
        _heartbeatTimedOut = hasHeartbeats ? Counter("HeartbeatTimedOut", "whose worker sent no heartbeat in time") : _timedOut;
        _scheduleTime = Histogram("ScheduleTime", "From being scheduled to the start");
        _runTime = Histogram("RunTime", "From the start to the end");
        _time = Histogram("Time", "From being scheduled to the end");

        Counter<long> Counter(string ending, string what) => meter.CreateCounter<long>(many + ending, MetricNames.Count, $"{subject} {what}.");

        Histogram<double> Histogram(string ending, string what) =>
            meter.CreateHistogram(one + ending, MetricNames.Milliseconds, $"{what} of {subject}.", tags: null, Buckets.Time);
    }

    public void Scheduled(Place place, string arn)
    {
        if (_scheduled.Enabled)
            _scheduled.Add(1, Tags(place, arn));
    }

    /// <param name="waited">Since it was scheduled.</param>
    public void Started(Place place, string arn, TimeSpan waited)
    {
        var tags = Tags(place, arn);
        _started.Add(1, tags);
        _scheduleTime.Record(waited.TotalMilliseconds, tags);
    }

    /// <param name="time">Since it was scheduled.</param>
    /// <param name="runTime">Since it was started; null when it never was.</param>
    public void Ended(Place place, string arn, TaskEnd end, TimeSpan time, TimeSpan? runTime)
    {
        var tags = Tags(place, arn);
        Of(end).Add(1, tags);
        _time.Record(time.TotalMilliseconds, tags);
        if (runTime is { } ran)
            _runTime.Record(ran.TotalMilliseconds, tags);
        else
            _scheduleTime.Record(time.TotalMilliseconds, tags);
    }

    private Counter<long> Of(TaskEnd end) => end switch
    {
        TaskEnd.Succeeded => _succeeded,
        TaskEnd.Failed => _failed,
        TaskEnd.TimedOut => _timedOut,
        TaskEnd.HeartbeatTimedOut => _heartbeatTimedOut,
        _ => throw new InvalidOperationException($"A task does not end as {end}."),
    };

    private TagList Tags(Place place, string arn)
    {
        var tags = place.Tags;
        tags.Add(_dimension, arn);
        return tags;
    }
}

internal enum TaskEnd
{
    Succeeded,
    Failed,
    TimedOut,
    HeartbeatTimedOut,
}
