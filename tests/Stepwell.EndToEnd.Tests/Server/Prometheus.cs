using System.Diagnostics;
using System.Text.Json;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>A real Prometheus that scrapes one server each second.</summary>
internal sealed class Prometheus : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    /// <param name="settings">Further lines of the scrape configuration.</param>
    public Prometheus(Uri target, params string[] settings)
    {
        var configuration = Path.Combine(_folder.Path, "prometheus.yml");
        File.WriteAllLines(
            configuration,
            [
                "scrape_configs:",
                "- job_name: stepwell",
                "  metrics_path: /_stepwell/metrics",
                "  scrape_interval: 1s",
                "  scrape_timeout: 1s",
                $"  static_configs: [{{ targets: ['{target.Authority}'] }}]",
                .. settings.Select(line => "  " + line),
            ]);
        var port = FreePort.Find();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        string[] arguments =
        [
            $"--config.file={configuration}", $"--storage.tsdb.path={_folder.Path}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error",
        ];
        _process = Process.Start("prometheus", arguments);
    }

    /// <summary>What an instant query finds, or null when Prometheus is not up yet or finds nothing.</summary>
    public async Task<double?> QueryAsync(string expression)
    {
        try
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}"));
            var result = answer.RootElement.GetProperty("data").GetProperty("result");
            return result.GetArrayLength() == 0 ? null : double.Parse(result[0].GetProperty("value")[1].GetString()!);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }
}
