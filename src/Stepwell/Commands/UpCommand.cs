using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Stepwell.Hosting;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Store;

namespace Stepwell.Commands;

/// <summary><c>stepwell up</c>: runs the server until it is told to end.</summary>
internal static class UpCommand
{
    /// <summary>How long requests that are being served may take after the signal to end.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>A hundred years, which is for ever.</summary>
    private const int MaxRetentionDays = 36_500;

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "TCP port; 0 takes a free one.", DefaultValueFactory = _ => 4566 };
        var host = new Option<IPAddress>("--host")
        {
            Description = "Address to listen on. Anything but a loopback address needs --access-key.",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result => IPAddress.TryParse(result.Tokens[0].Value, out var address) ? address : Refuse(result),
        };
        var data = StoreArguments.Data("Directory of the embedded store and of functions; made if it is missing.");
        var store = StoreArguments.Store();
        var keys = new Option<string[]>("--access-key")
        {
            Description = "ID:SECRET of a key that requests must be signed with; may be given several times, or in STEPWELL_ACCESS_KEYS "
                + "(separated by commas). Without any, every signature is accepted.",
        };
        var connections = new Option<FileInfo?>("--connections")
        {
            Description = "JSON file of the connections that http:invoke tasks may name, by ARN.",
        };
        var retention = new Option<int>("--execution-retention-days")
        {
            Description = "After how many days closed executions are removed.",
            DefaultValueFactory = _ => 90,
        };
        retention.Validators.Add(result =>
        {
            if (result.GetValue(retention) is < 1 or > MaxRetentionDays)
                result.AddError($"--execution-retention-days must be between 1 and {MaxRetentionDays}.");
        });
        var quotas = new QuotaOptions();
        var otlp = new Option<Uri?>("--otlp")
        {
            Description = "OpenTelemetry collector to send metrics and traces to, by OTLP over HTTP: http://host:4318.",
            CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
                ? address
                : RefuseAddress(result),
        };
        var traces = new Option<string>("--traces")
        {
            Description = "Which executions to trace with --otlp: all, enabled (those of state machines whose tracing is enabled), or none.",
            DefaultValueFactory = _ => "all",
        };
        traces.AcceptOnlyFromAmong("all", "enabled", "none");
        var command = new Command("up", "Start the server.")
        {
            port, host, data, store, keys, connections, retention, quotas.Profile, quotas.Overrides, otlp, traces,
        };
        command.SetAction((parsed, aborted) => Run(
            new ServerOptions(
                new IPEndPoint(parsed.GetValue(host)!, parsed.GetValue(port)),
                parsed.GetValue(data)!.FullName,
                parsed.GetValue(store),
                AccessKeys.Read(parsed.GetValue(keys) ?? []),
                parsed.GetValue(connections)?.FullName)
            {
                ExecutionRetention = TimeSpan.FromDays(parsed.GetValue(retention)),
                Quotas = quotas.Read(parsed),
                OtlpCollector = parsed.GetValue(otlp),
                Traces = parsed.GetValue(traces) switch
                {
                    "enabled" => TraceSampling.Enabled,
                    "none" => null,
                    _ => TraceSampling.All,
                },
            }));
        return command;
    }

    private static async Task<int> Run(ServerOptions options)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        try
        {
            await using var server = await Server.Start(options).ConfigureAwait(false);
            Announce(server.Endpoint);
            await ended.Task.ConfigureAwait(false);
            using var deadline = new CancellationTokenSource(StopLimit, TimeProvider.System);
            await server.Stop(deadline.Token).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is IOException or StoreException or ConfigurationException or FormatException)
        {
            await Console.Error.WriteLineAsync($"stepwell: {e.Message}").ConfigureAwait(false);
            return 1;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.TrySetResult();
        }
    }

    private static void Announce(IPEndPoint endpoint)
    {
        var url = $"http://{endpoint}";
        Console.Out.WriteLine($"Stepwell is ready on {url} - try: aws --endpoint-url {url} stepfunctions list-state-machines");
        Console.Out.Flush();
    }

    private static Uri? RefuseAddress(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is not the address of a collector.");
        return null;
    }

    private static IPAddress Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is not an IP address.");
        return IPAddress.None;
    }
}
