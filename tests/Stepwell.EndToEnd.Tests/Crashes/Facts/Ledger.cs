using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>What clients asked for, and what the server has said to it: never to be taken back. Thread-safe.</summary>
internal sealed class Ledger(Violations violations)
{
    private const int MostRecent = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ExecutionFacts> _executions = [];
    private readonly Dictionary<string, int> _acknowledged = [];
    private readonly List<ExpressStart> _expressStarts = [];
    private readonly List<Start> _starts = [];
    private readonly List<string> _ended = [];
    private readonly HashSet<string> _tokens = [];
    private readonly HashSet<Request> _lost = [];
    private int _lastNumber;
    private int _total;
    private (int Count, TaskCompletionSource Reached)? _goal;

    public int LostCount { get; private set; }

    public IReadOnlyList<ExpressStart> ExpressStarts => _expressStarts;

    public IReadOnlyDictionary<string, int> Acknowledged => _acknowledged;

    public int AcknowledgedCount => Volatile.Read(ref _total);

    /// <summary>For a name, a token or a mark that no other has.</summary>
    public int NextNumber() => Interlocked.Increment(ref _lastNumber);

    public IReadOnlyList<ExecutionFacts> Executions(Func<ExecutionFacts, bool> selection)
    {
        lock (_gate)
            return [.. _executions.Values.Where(selection)];
    }

    /// <summary>All that is known of an execution; nothing, if it is the first that is heard of it.</summary>
    public ExecutionFacts Of(string execution)
    {
        lock (_gate)
            return Facts(execution);
    }

    /// <summary>Before a request goes out.</summary>
    public void Send(Request request)
    {
        lock (_gate)
        {
            if (request.Execution is { } execution)
                Facts(execution).Add(request);
            if (request is ExpressStart express && !_expressStarts.Contains(express))
                _expressStarts.Add(express);
        }
    }

    public void Hear(Request request, Answer answer)
    {
        lock (_gate)
        {
            var wasAcknowledged = request.IsAcknowledged;
            if (request.Hear(answer) is { } problem)
                violations.Add(problem);
            if (!answer.IsSuccess)
                return;
            _acknowledged[request.Operation] = _acknowledged.GetValueOrDefault(request.Operation) + 1;
            if (request is Start start && !wasAcknowledged)
                _starts.Add(start);
            if (request is Stop or Result { Error: Workflows.Refused })
                _ended.Add(request.Execution!);
            CountAcknowledged();
        }
    }

    /// <summary>No answer came.</summary>
    public void Lose(Request request)
    {
        lock (_gate)
        {
            request.Lose();
            LostCount++;
            _lost.Add(request);
        }
    }

    /// <summary>A worker got a task.</summary>
    public void Give(string execution, string token)
    {
        lock (_gate)
        {
            Facts(execution).IsSettled = false;
            if (!_tokens.Add(token))
                violations.Add($"Two workers got the same task of {execution}");
        }
    }

    /// <summary>The requests without an answer, for clients that ask again. They come once.</summary>
    public IReadOnlyList<Request> TakeLost()
    {
        lock (_gate)
        {
            List<Request> lost = [.. _lost.Where(request => request.IsRepeatable)];
            _lost.Clear();
            return lost;
        }
    }

    /// <summary>One of the last starts that were acknowledged; null when there is none.</summary>
    public Start? RecentStart(Random random)
    {
        lock (_gate)
            return Recent(_starts, random);
    }

    /// <summary>An execution that someone stopped or let fail lately; null when there is none.</summary>
    public string? RecentlyEnded(Random random)
    {
        lock (_gate)
            return Recent(_ended, random);
    }

    /// <summary>Complete when so many more requests have been acknowledged.</summary>
    public Task WhenAcknowledgedAsync(int more)
    {
        lock (_gate)
        {
            var goal = (Count: _total + more, Reached: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _goal = goal;
            return goal.Reached.Task;
        }
    }

    private static T? Recent<T>(List<T> all, Random random)
        where T : class => all.Count == 0 ? null : all[^random.Next(1, Math.Min(MostRecent, all.Count) + 1)];

    private void CountAcknowledged()
    {
        Volatile.Write(ref _total, _total + 1);
        if (_goal is not { } goal || _total < goal.Count)
            return;
        goal.Reached.SetResult();
        _goal = null;
    }

    private ExecutionFacts Facts(string execution)
    {
        if (!_executions.TryGetValue(execution, out var facts))
            _executions[execution] = facts = new ExecutionFacts(execution);
        return facts;
    }
}
