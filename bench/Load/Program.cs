using System.Globalization;
using Stepwell.Bench.Load;
using Stepwell.Bench.Load.Functions;
using Stepwell.Bench.Load.Tasks;
using Stepwell.Wire.SigV4;

if (args is [EmptyServer.Command, .. var keys, "--port", var port])
{
    var accepted = keys.Select(key => key.Split(':')).Select(parts => new AccessKey(parts[0], parts[1]));
    await EmptyServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), [.. accepted]);
    return 0;
}

if (args is [StepServer.Command, "--port", var stepPort])
{
    await StepServer.RunAsync(int.Parse(stepPort, CultureInfo.InvariantCulture));
    return 0;
}

if (args is not [var name, .. var rest])
    return Refuse();

// Beside the build, not among temporary files: those may lie in memory, where a sync costs nothing.
var data = Directory.CreateDirectory($"artifacts/bench/{Environment.ProcessId}");
try
{
    var report = name switch
    {
        "standard-pass" => new FivePass(Read(new Options()), data.FullName, isExpress: false).Run(),
        "express-pass" => new FivePass(Read(new Options()), data.FullName, isExpress: true).Run(),
        "distributed-map" => await new DistributedMap(Read(new Options()), data.FullName).RunAsync(),
        "worker-tasks" => WorkerTasks(["restate", "dbos", "activity", "http"]),
        "http-workers" => WorkerTasks(["bare", "csharp"]),
        "interpreter" => new Interpreter(Read(new Options { Duration = TimeSpan.FromSeconds(3) })).Run(),
        "functions" => await new FunctionCalls(
            Read(new Options { Clients = [1, 16], Duration = TimeSpan.FromSeconds(3), WarmUp = TimeSpan.FromSeconds(5) }), data.FullName).RunAsync(),
        "choice-loop" => new ChoiceLoop(Read(new Options()), data.FullName).Run(),
        "flat-cost" => new FlatCost(Read(new Options { Duration = TimeSpan.FromSeconds(3) }), data.FullName).Run(),
        "open-executions" => new OpenExecutions(Read(new Options()), data.FullName).Run(),
        _ => null,
    };
    report?.Print();
    return report is null ? Refuse() : 0;
}
finally
{
    data.Delete(recursive: true);
}

Options Read(Options defaults) => defaults.Parse(rest);

Report WorkerTasks(string[] sides) =>
    new WorkerTasks(Read(new Options { Duration = TimeSpan.FromSeconds(3), Sides = sides }), data.FullName, name).Run();

static int Refuse()
{
    Console.Error.WriteLine("Use bench/run.");
    return 2;
}
