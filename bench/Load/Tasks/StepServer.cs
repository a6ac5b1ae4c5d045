using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>A worker that adds one to what is posted to it. Runs as a process of its own.</summary>
internal static class StepServer
{
    public const string Command = "step-server";

    /// <summary>Serves until the process is killed.</summary>
    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var server = builder.Build();
        server.Run(AddOneAsync);
        await server.StartAsync();
        Console.WriteLine($"The worker is ready on http://127.0.0.1:{port}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    private static async Task AddOneAsync(HttpContext context)
    {
        using var input = await JsonDocument.ParseAsync(context.Request.Body);
        var output = JsonSerializer.SerializeToUtf8Bytes(new StepData(input.RootElement.GetProperty("n").GetInt32() + 1), StepJson.Default.StepData);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = output.Length;
        await context.Response.BodyWriter.WriteAsync(output);
    }
}
