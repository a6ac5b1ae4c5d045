namespace Stepwell.Bench.Load;

/// <summary>The figures of one type of child and one number of items: the round with the median rate.</summary>
/// <param name="Seconds">From the request that starts the execution to the answer that says that it has ended.</param>
/// <param name="ServerCpuMicrosecondsPerChild">Until the server is quiet again, what it tidies behind the end included.</param>
/// <param name="DiskBytesPerChild">By how much the data folder has grown.</param>
/// <param name="BytesWrittenPerChild">What the process sent to storage.</param>
/// <param name="ResidentMebibytesBefore">After the warm-up.</param>
/// <param name="ForeignCpuCores">What others used of the machine meanwhile; above 0.15 the figures should not be quoted.</param>
internal sealed record MapMeasurement(
    string ChildType,
    int Items,
    double Seconds,
    double ChildrenPerSecond,
    double ServerCpuMicrosecondsPerChild,
    double DiskBytesPerChild,
    double BytesWrittenPerChild,
    double DeviceBytesPerChild,
    double ResidentMebibytesBefore,
    double PeakResidentMebibytes,
    double ForeignCpuCores);

/// <summary>All that a run of distributed-map has to say.</summary>
internal sealed record MapReport(string Benchmark, string Commit, string Machine, string Runtime, IReadOnlyList<MapMeasurement> Results);
