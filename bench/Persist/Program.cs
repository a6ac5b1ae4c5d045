using System.Globalization;
using Stepwell.Bench.Persist;
using Stepwell.Partitions;
using Stepwell.Store.Sqlite;

// How many durable append+update pairs a second the store makes, alone and through partitions.
//   Stepwell.Bench.Persist <store|partitions> <callers> <seconds> <directory>
if (args is not [var mode, var callerText, var secondsText, var parent])
{
    Console.Error.WriteLine("usage: Stepwell.Bench.Persist <store|partitions> <callers> <seconds> <directory>");
    return 2;
}

var callerCount = int.Parse(callerText, CultureInfo.InvariantCulture);
var duration = TimeSpan.FromSeconds(double.Parse(secondsText, CultureInfo.InvariantCulture));
var directory = Path.Combine(parent, $"persist-{mode}-{callerCount}");
if (Directory.Exists(directory))
    Directory.Delete(directory, recursive: true);

using (var store = SqliteStore.Open(new SqliteStoreOptions(directory), Shape.Schema))
{
    var runtime = new PartitionRuntime(
        store, [new JournalKind()], ThreadPoolScheduler.Instance, TimeProvider.System, new Random(1), Console.Error.WriteLine);
    await runtime.StartAsync();
    var epochs = mode == "store" ? Enumerable.Range(0, store.PartitionCount).Select(store.Claim).ToArray() : [];
    var callers = Enumerable.Range(0, callerCount).Select(i => mode switch
    {
        "store" => (ICaller)new StoreCaller(store, i % store.PartitionCount, epochs[i % store.PartitionCount]),
        "partitions" => new PartitionCaller(runtime),
        _ => throw new ArgumentException($"Unknown mode {mode}."),
    });
    Console.WriteLine(await new Load([.. callers], duration).Run(mode));
    await runtime.StopAsync();
}

Directory.Delete(directory, recursive: true);
return 0;
