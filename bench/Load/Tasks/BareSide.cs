using System.Diagnostics;
using System.Net.Http.Headers;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>
/// No engine: .NET's HTTP client calls the same worker five times in turn, keeps nothing, and nobody starts or asks. What is left of this rate when
/// steps are durable is what an engine takes.
/// </summary>
/// <param name="worker">Adds one to what it gets.</param>
internal sealed class BareSide(ServerProcess worker) : ISide
{
    private const int Calls = 5;

    private readonly HttpClient _client = new();

    public string Name => "five bare calls, C#";

    public IReadOnlyList<int> Processes => [worker.Id, Environment.ProcessId];

    public Figures Run(int clients, TimeSpan duration, double? perSecond)
    {
        var started = Stopwatch.GetTimestamp();
        var interval = perSecond is { } rate ? TimeSpan.FromSeconds(clients / rate) : TimeSpan.Zero;
        var loops = Enumerable.Range(0, clients).Select(_ => LoopAsync(started, duration, interval)).ToArray();
        var latencies = Task.WhenAll(loops).GetAwaiter().GetResult().SelectMany(own => own).Order().ToArray();
        return new Figures(latencies.Length / duration.TotalSeconds, At(latencies, 0.5), At(latencies, 0.99));
    }

    public void Dispose()
    {
        _client.Dispose();
        worker.Dispose();
    }

    private async Task<List<double>> LoopAsync(long started, TimeSpan duration, TimeSpan interval)
    {
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var call = 0; call < Calls; call++)
                await CallAsync(call);
            var taken = Stopwatch.GetElapsedTime(begun);
            latencies.Add(taken.TotalMilliseconds);
            if (interval > taken)
                await Task.Delay(interval - taken, TimeProvider.System);
        }
        return latencies;
    }

    private async Task CallAsync(int n)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{n}}}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _client.PostAsync(new Uri($"http://{worker.Endpoint}/step"), content);
        answer.EnsureSuccessStatusCode();
        _ = await answer.Content.ReadAsByteArrayAsync();
    }

    private static double At(double[] ordered, double part) => ordered.Length == 0 ? 0 : ordered[(int)(part * (ordered.Length - 1))];
}
