using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Functions;

/// <summary>Events that were acknowledged, and a server that dies before their function has run.</summary>
public sealed class QueuedEventTests : IDisposable
{
    private const int Events = 1_000;

    private readonly TemporaryFolder _data = new();
    private readonly ConcurrentDictionary<string, int> _told = [];

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_acknowledged_event_is_carried_out_although_the_server_is_killed()
    {
        using var listener = new LocalListener(TakeAsync);
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            await new LambdaCli(first).CreateAsync("teller", "nodejs22.x", "index.handler", Zip(listener.Address));
            using var http = new HttpClient { BaseAddress = first.Endpoint };
            await Parallel.ForAsync(0, Events, async (number, cancellation) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/2015-03-31/functions/teller/invocations");
                request.Headers.Add("X-Amz-Invocation-Type", "Event");
                request.Content = new StringContent($"{number}", Encoding.UTF8, "application/json");
                using var answer = await http.SendAsync(request, cancellation);
                Assert.Equal(202, (int)answer.StatusCode);
            });
            await first.KillAsync();
        }

        await using var second = await StepwellServer.StartAsync(_data.Path);
        await Eventually.HoldsAsync(() => _told.Count == Events);
        Assert.Equal(Enumerable.Range(0, Events), _told.Keys.Select(int.Parse).Order());
    }

    private async Task TakeAsync(HttpListenerContext context)
    {
        using (var reader = new StreamReader(context.Request.InputStream))
            _told.AddOrUpdate(await reader.ReadToEndAsync(), 1, static (_, times) => times + 1);
        context.Response.Close();
    }

    private string Zip(Uri listener)
    {
        var file = Path.Combine(_data.Path, "teller.zip");
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry("index.mjs").Open());
        writer.Write($$"""
            export const handler = async (event) => {
              await fetch("{{listener}}", { method: "POST", body: JSON.stringify(event) });
            };
            """);
        return file;
    }
}
