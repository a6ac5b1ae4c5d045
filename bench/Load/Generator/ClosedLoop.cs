using System.Diagnostics;
using System.Net;
using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>
/// Clients that each start an execution, ask for it until it has ended, and start the next. One thread serves them all.
/// </summary>
internal sealed class ClosedLoop : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly Epoll _epoll = new();
    private readonly Client[] _clients;
    private readonly RequestTemplate _start;
    private readonly RequestTemplate? _describe;
    private readonly string _namePrefix;
    private long _next;

    /// <param name="describe">Null when the answer to the start tells the end.</param>
    /// <param name="namePrefix">Eight characters that no other run against the same server has.</param>
    public ClosedLoop(IPEndPoint server, int clients, RequestTemplate start, RequestTemplate? describe, string namePrefix)
    {
        _start = start;
        _describe = describe;
        _namePrefix = namePrefix;
        _clients = [.. Enumerable.Range(0, clients).Select(_ => new Client(server))];
        for (var index = 0; index < clients; index++)
            _epoll.Add(_clients[index].Socket, index);
    }

    /// <summary>Runs for the given time and returns what it saw. What is under way at the end is finished, but not counted.</summary>
    public Sample Run(TimeSpan duration)
    {
        var sample = new Sample();
        var begin = Stopwatch.GetTimestamp();
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        foreach (var client in _clients)
            StartNext(client);
        var open = _clients.Length;
        while (open > 0)
        {
            var ready = _epoll.Wait(LongestSilence);
            if (ready == 0)
                throw new TimeoutException($"The server is silent for {LongestSilence}.");
            for (var index = 0; index < ready; index++)
                open -= Serve(_clients[_epoll.Id(index)], end, sample) ? 0 : 1;
        }
        sample.Elapsed = duration;
        return sample;
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        _epoll.Dispose();
    }

    /// <summary>Returns false when the client has done its last execution.</summary>
    private bool Serve(Client client, long end, Sample sample)
    {
        if (!client.TryReceive(out var body))
            return true;
        if (_describe is not null && (!client.IsDescribing || body.IndexOf("\"RUNNING\""u8) >= 0))
        {
            client.IsDescribing = true;
            client.Send(_describe);
            sample.Describes++;
            return true;
        }
        if (body.IndexOf("\"SUCCEEDED\""u8) < 0)
            throw new IOException($"An execution did not succeed: {Encoding.UTF8.GetString(body)}");

        var now = Stopwatch.GetTimestamp();
        if (now >= end)
            return false;
        sample.Add(Stopwatch.GetElapsedTime(client.Started, now));
        StartNext(client);
        return true;
    }

    private void StartNext(Client client)
    {
        Encoding.ASCII.GetBytes(_namePrefix, client.Name);
        (_next++).TryFormat(client.Name.AsSpan(_namePrefix.Length), out _, "x8");
        client.IsDescribing = false;
        client.Started = Stopwatch.GetTimestamp();
        client.Send(_start);
    }
}
