using System.Diagnostics.Metrics;
using System.Globalization;
using Stepwell.Partitions;

namespace Stepwell.Hosting.Metrics;

/// <summary>What waits for the partitions, in the meter <c>Stepwell.Partitions</c>.</summary>
internal static class QueueInstruments
{
    public const string MeterName = "Stepwell.Partitions";

    public static void Create(IMeterFactory meters, PartitionRuntime partitions) => meters
        .Create(new MeterOptions(MeterName))
        .CreateObservableGauge(
            "stepwell.partition.queue.length",
            () => partitions.QueueLengths.Select((length, partition) => new Measurement<int>(length, Tag(partition))),
            "{command}",
            "Commands that wait for a partition.");

    private static KeyValuePair<string, object?> Tag(int partition) => new("partition", partition.ToString(CultureInfo.InvariantCulture));
}
