using System.Globalization;
using System.Text.Json;
using Stepwell.Bench.Load;
using Stepwell.Wire.SigV4;

if (args is [EmptyServer.Command, .. var keys, "--port", var port])
{
    var accepted = keys.Select(key => key.Split(':')).Select(parts => new AccessKey(parts[0], parts[1]));
    await EmptyServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), [.. accepted]);
    return 0;
}

if (args is not ["standard-pass" or "express-pass" or "distributed-map", .. var rest])
{
    Console.Error.WriteLine("Use bench/run.");
    return 2;
}

// Beside the build, not among temporary files: those may lie in memory, where a sync costs nothing.
var data = Directory.CreateDirectory($"artifacts/bench/{Environment.ProcessId}");
try
{
    if (args[0] == "distributed-map")
    {
        var mapReport = await new DistributedMap(Options.Parse(rest), data.FullName).RunAsync();
        Table.Print(mapReport);
        Console.WriteLine(JsonSerializer.Serialize(mapReport, ReportJson.Default.MapReport));
        return 0;
    }
    var report = new FivePass(Options.Parse(rest), data.FullName, isExpress: args[0] == "express-pass").Run();
    Table.Print(report);
    Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.Report));
    return 0;
}
finally
{
    data.Delete(recursive: true);
}
