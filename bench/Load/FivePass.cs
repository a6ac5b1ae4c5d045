using System.Globalization;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// Executions of five Pass states over HTTP with signatures. Standard ones are acknowledged from disk and asked for until their end;
/// Express ones are synchronous: the answer to the start tells the end.
/// </summary>
internal sealed class FivePass(Options options, string dataFolder, bool isExpress)
{
    private const int States = 5;
    private const string StateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:five-pass";
    private static readonly Credentials Key = new("AKIDSTEPWELLBENCH", "bench-secret");

    private readonly BlockDevice _device = BlockDevice.Of(dataFolder);
    private int _runs;

    private string MachineType => isExpress ? "EXPRESS" : "STANDARD";

    public Report Run()
    {
        using var server = StartServer();
        using var empty = ServerProcess.Start(Environment.ProcessPath!, [EmptyServer.Command, .. AcceptedKeys()]);
        var host = server.Endpoint.ToString();
        Client.Call(
            server.Endpoint, RequestTemplate.CreateStateMachine(host, "five-pass", MachineType, Definition(), Key, TimeProvider.System.GetUtcNow()));
        var results = options.Clients.Select(clients => Measure(server, empty, clients)).ToList();
        return new Report(
            isExpress ? "express-pass" : "standard-pass", Host.Commit(), Host.Machine(), Host.Runtime(), options.VerifiesSignatures,
            Math.Round(server.StartTime.TotalMilliseconds), results);
    }

    /// <summary>Five Pass states in a row, each adding a little.</summary>
    private static string Definition()
    {
        var states = new JsonObject();
        for (var index = 1; index <= States; index++)
        {
            var state = new JsonObject { ["Type"] = "Pass", ["Result"] = index, ["ResultPath"] = $"$.s{index}" };
            state.Add(index < States ? new("Next", $"S{index + 1}") : new("End", true));
            states.Add($"S{index}", state);
        }
        return new JsonObject { ["StartAt"] = "S1", ["States"] = states }.ToJsonString();
    }

    private ServerProcess StartServer() =>
        ServerProcess.Start(
            options.Server, ["up", "--data", dataFolder, .. AcceptedKeys().SelectMany(key => new[] { "--access-key", key })]);

    private string[] AcceptedKeys() => options.VerifiesSignatures ? [$"{Key.KeyId}:{Key.Secret}"] : [];

    private Measurement Measure(ServerProcess server, ServerProcess empty, int clients)
    {
        Load(server, clients, options.WarmUp);
        Load(empty, clients, options.WarmUp);
        var rounds = new List<Measurement>();
        var ceilings = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rounds.Add(MeasureRound(server, clients));
            ceilings.Add(Load(empty, clients, options.Duration).ExecutionsPerSecond);
        }
        var median = rounds.OrderBy(round => round.ExecutionsPerSecond).ElementAt(options.Rounds / 2);
        var ceiling = Math.Round(ceilings.Order().ElementAt(options.Rounds / 2));
        return median with { CeilingPerSecond = ceiling };
    }

    private Measurement MeasureRound(ServerProcess server, int clients)
    {
        var before = ProcessUsage.Read(server.Id, _device);
        var own = Environment.CpuUsage.TotalTime;
        var sample = Load(server, clients, options.Duration);
        var after = ProcessUsage.Read(server.Id, _device);
        var ownSeconds = (Environment.CpuUsage.TotalTime - own).TotalSeconds;
        var cpuSeconds = after.CpuSeconds - before.CpuSeconds;
        var seconds = sample.Elapsed.TotalSeconds;
        return new Measurement(
            clients,
            Math.Round(sample.ExecutionsPerSecond),
            Math.Round(sample.ExecutionsPerSecond * States),
            Math.Round(sample.Milliseconds(0.50), 3),
            Math.Round(sample.Milliseconds(0.99), 3),
            Math.Round((double)sample.Describes / sample.Executions, 2),
            Math.Round(cpuSeconds / seconds, 2),
            Math.Round(cpuSeconds * 1e6 / sample.Executions, 1),
            Math.Round(ownSeconds / seconds, 2),
            Math.Round((after.MachineCpuSeconds - before.MachineCpuSeconds - cpuSeconds - ownSeconds) / seconds, 2),
            Math.Round((double)(after.BytesWritten - before.BytesWritten) / sample.Executions),
            Math.Round((double)(after.DeviceBytesWritten - before.DeviceBytesWritten) / sample.Executions),
            Math.Round(after.ResidentBytes / 1048576.0, 1),
            CeilingPerSecond: 0);
    }

    private Sample Load(ServerProcess server, int clients, TimeSpan duration)
    {
        var now = TimeProvider.System.GetUtcNow();
        var host = server.Endpoint.ToString();
        using var loop = new ClosedLoop(
            server.Endpoint,
            clients,
            RequestTemplate.StartExecution(host, isExpress ? "StartSyncExecution" : "StartExecution", StateMachineArn, Key, now),
            isExpress ? null : RequestTemplate.OfExecution(host, "DescribeExecution", StateMachineArn, Key, now),
            (++_runs).ToString("x8", CultureInfo.InvariantCulture));
        return loop.Run(duration);
    }
}
