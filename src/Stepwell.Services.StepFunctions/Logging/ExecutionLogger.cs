using System.Collections.Concurrent;
using System.Globalization;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Express;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>Logs the events of executions as their revisions want it. Thread-safe.</summary>
internal sealed class ExecutionLogger(IExecutionLogs logs)
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<long, LogSettings?> _settings = new();

    /// <summary>What a revision wants to be logged; null for nothing. A revision never changes, so an answer is never stale.</summary>
    public LogSettings? SettingsOf(long revisionId, IStoreReader reader)
    {
        if (_settings.TryGetValue(revisionId, out var known))
            return known;
        var revision = reader.Find(Tables.Revisions, revisionId)
            ?? throw new InvalidOperationException($"Revision {revisionId} is not in the store.");
        if (_settings.Count >= Capacity)
            _settings.Clear();
        return _settings[revisionId] = LogSettings.Of(Configurations.Parse(revision.Configuration));
    }

    /// <summary>Logs events exactly once, if and when the activation that decided them becomes durable.</summary>
    public void Write(LogSettings settings, LoggedExecution execution, IReadOnlyList<Event> events, IActivation activation)
    {
        if (Entries(settings, execution, events) is { Count: > 0 } entries)
            logs.Write(settings.LogGroupArn, StreamName(execution.Identity, activation.Now), entries, activation);
    }

    /// <summary>Where the events of Express executions go that have this configuration; null for nowhere.</summary>
    public IExecutionEvents? EventsOf(Configurations configuration) =>
        LogSettings.Of(configuration) is { } settings ? new ExpressEvents(this, settings) : null;

    private void Write(LogSettings settings, LoggedExecution execution, IReadOnlyList<Event> events)
    {
        if (Entries(settings, execution, events) is { Count: > 0 } entries)
            logs.Write(settings.LogGroupArn, StreamName(execution.Identity, events[^1].Time), entries);
    }

    private static List<ExecutionLogEntry> Entries(LogSettings settings, LoggedExecution execution, IReadOnlyList<Event> events)
    {
        var entries = new List<ExecutionLogEntry>(events.Count);
        foreach (var entry in events)
        {
            // Events without an id are none that AWS shows.
            if (entry.Id != 0 && LogLevels.LetThrough(settings.Level, entry.Detail))
                entries.Add(LogMessages.Of(entry, execution, settings.IncludeData));
        }
        return entries;
    }

    /// <summary>
    /// A stream for each hour of a state machine, named as AWS names them: the machine, a time, and digits that tell streams apart. Whoever
    /// reads stream after stream reads in the order of time.
    /// </summary>
    private static string StreamName(ExecutionIdentity execution, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture, $"states/{execution.StateMachineName}/{now.UtcDateTime:yyyy-MM-dd-HH}-00/{Digits(execution.StateMachineArn):x8}");

    /// <summary>FNV-1a: the same in each life of the server.</summary>
    private static uint Digits(string text)
    {
        var hash = 2_166_136_261u;
        foreach (var c in text)
            hash = (hash ^ c) * 16_777_619u;
        return hash;
    }

    private sealed class ExpressEvents(ExecutionLogger logger, LogSettings settings) : IExecutionEvents
    {
        public void Happened(ExecutionIdentity execution, IReadOnlyList<Event> events) =>
            logger.Write(settings, new LoggedExecution(execution, VersionArn: null, AliasArn: null, RedriveCount: 0), events);
    }
}
