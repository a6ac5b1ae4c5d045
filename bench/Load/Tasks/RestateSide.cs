using System.Diagnostics;
using System.Net;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;
using Stepwell.Testing;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>Restate's server as it comes, and a handler of five steps on Node.js. The answer to a call is the result.</summary>
internal sealed class RestateSide : ISide
{
    private const string Program = "@restatedev/restate-server-linux-x64/bin/restate-server";
    private const string Path = "/bench/five";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly IPEndPoint _ingress = new(IPAddress.Loopback, FreePort.Find());
    private readonly IPEndPoint _admin = new(IPAddress.Loopback, FreePort.Find());
    private readonly Process _server;
    private readonly ServerProcess _service;

    /// <param name="folder">For its data.</param>
    public RestateSide(string folder)
    {
        _server = Launch(NodePrograms.Installed(Program)!, folder);
        _service = NodePrograms.StartServer("restate-service.mjs");
        RegisterAsync().GetAwaiter().GetResult();
    }

    public static bool IsInstalled => NodePrograms.Installed(Program) is not null;

    public string Name => "Restate";

    public IReadOnlyList<int> Processes => [_server.Id, _service.Id];

    public Figures Run(int clients, TimeSpan duration, double? perSecond)
    {
        var call = RequestTemplate.Unsigned(_ingress.ToString(), Path, """{"n":1}""");
        return Figures.Of(LoadLoop.Run(_ingress, clients, new CallDialogue(call), Schedule.Of(duration, perSecond)));
    }

    public void Dispose()
    {
        _service.Dispose();
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }

    private Process Launch(string program, string folder)
    {
        string[] arguments =
        [
            "--bind-ip", "127.0.0.1", "--bind-port", $"{FreePort.Find()}", "--listen-mode", "tcp", "--base-dir", folder,
            "--node-name", "bench", "--log-filter", "error",
        ];
        var launch = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        launch.Environment["RESTATE_INGRESS__BIND_ADDRESS"] = $"{_ingress}";
        launch.Environment["RESTATE_ADMIN__BIND_ADDRESS"] = $"{_admin}";
        launch.Environment["RESTATE_DISABLE_TELEMETRY"] = "true";
        launch.Environment["DO_NOT_TRACK"] = "1";
        var process = Process.Start(launch)!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    private async Task RegisterAsync()
    {
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (!await IsHealthyAsync(http, $"http://{_admin}/health") || !await IsHealthyAsync(http, $"http://{_ingress}/restate/health"))
        {
            if (_server.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
                throw new InvalidOperationException("Restate does not start.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        using var answer = await http.PostAsync(
            new Uri($"http://{_admin}/deployments"),
            new StringContent($$"""{"uri":"http://{{_service.Endpoint}}"}""", mediaType: new("application/json")));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, string url)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(url));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }
}
