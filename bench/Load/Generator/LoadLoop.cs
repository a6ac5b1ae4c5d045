using System.Diagnostics;
using System.Net;

namespace Stepwell.Bench.Load.Generator;

/// <summary>Clients that take turns in a dialogue with a server. One thread serves them all.</summary>
internal sealed class LoadLoop : IDisposable
{
    /// <summary>Longer than a server may keep a poll waiting.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(70);

    private readonly Epoll _epoll = new();
    private readonly Client[] _clients;
    private readonly Stack<Client> _idle;
    private readonly PriorityQueue<Client, TimeSpan> _waiting = new();
    private readonly IDialogue _dialogue;
    private readonly Schedule _schedule;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly Sample _sample = new();
    private long _turns;

    private LoadLoop(IPEndPoint server, int clients, IDialogue dialogue, Schedule schedule)
    {
        _dialogue = dialogue;
        _schedule = schedule;
        _clients = [.. Enumerable.Range(0, clients).Select(_ => new Client(server))];
        _idle = new(_clients);
        for (var index = 0; index < clients; index++)
            _epoll.Add(_clients[index].Socket, index);
    }

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin);

    /// <summary>Runs until all turns have ended, and returns those that count.</summary>
    public static Sample Run(IPEndPoint server, int clients, IDialogue dialogue, Schedule schedule)
    {
        using var loop = new LoadLoop(server, clients, dialogue, schedule);
        return loop.Run();
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        _epoll.Dispose();
    }

    private Sample Run()
    {
        while (true)
        {
            var elapsed = Elapsed;
            while (_waiting.TryPeek(out var client, out var due) && due <= elapsed)
                _waiting.Dequeue().Send(client.Later!);
            while (_idle.TryPeek(out var client) && TryBegin(client, elapsed))
                _idle.Pop();
            var next = _idle.Count > 0 ? _schedule.Due(_turns, elapsed) : null;
            if (next is null && _idle.Count == _clients.Length)
                break;
            Serve(next);
        }
        _sample.Elapsed = _schedule.Until ?? Elapsed;
        return _sample;
    }

    /// <summary>Waits for answers, but not longer than until something is due, and takes them.</summary>
    private void Serve(TimeSpan? nextTurn)
    {
        var elapsed = Elapsed;
        var due = _waiting.TryPeek(out _, out var nextSend) && !(nextTurn < nextSend) ? nextSend : nextTurn;
        var ready = _epoll.Wait(due is null ? LongestSilence : due.Value - elapsed);
        if (ready == 0 && due is null)
            throw new TimeoutException($"The server is silent for {LongestSilence}.");
        for (var index = 0; index < ready; index++)
            Serve(_clients[_epoll.Id(index)]);
    }

    private void Serve(Client client)
    {
        if (!client.TryReceive(out var body))
            return;
        client.Answers++;
        var elapsed = Elapsed;
        switch (_dialogue.Continue(client, body, elapsed))
        {
            case { Request: null }:
                End(client, elapsed);
                break;
            case { At: { } time } step when time > elapsed:
                client.Later = step.Request;
                _waiting.Enqueue(client, time);
                break;
            case { Request: { } request }:
                client.Send(request);
                break;
        }
    }

    private void End(Client client, TimeSpan elapsed)
    {
        if (!(elapsed >= _schedule.Until))
            _sample.Add(elapsed - client.Started);
        if (!TryBegin(client, elapsed))
            _idle.Push(client);
    }

    private bool TryBegin(Client client, TimeSpan elapsed)
    {
        if (_schedule.Due(_turns, elapsed) is not { } due || due > elapsed)
            return false;
        client.Started = due;
        client.Answers = 0;
        client.Send(_dialogue.Begin(client, _turns++));
        return true;
    }
}
