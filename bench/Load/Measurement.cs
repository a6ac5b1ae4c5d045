using System.Text.Json.Serialization;

namespace Stepwell.Bench.Load;

/// <summary>The figures of one number of clients: the round with the median rate.</summary>
/// <param name="ForeignCpuCores">What others used of the machine meanwhile; above 0.15 the figures should not be quoted.</param>
/// <param name="CeilingPerSecond">The same requests per execution against handlers that answer at once.</param>
internal sealed record Measurement(
    int Clients,
    double ExecutionsPerSecond,
    double TransitionsPerSecond,
    double P50Milliseconds,
    double P99Milliseconds,
    double DescribesPerExecution,
    double ServerCpuCores,
    double ServerCpuMicrosecondsPerExecution,
    double GeneratorCpuCores,
    double ForeignCpuCores,
    double BytesWrittenPerExecution,
    double DeviceBytesPerExecution,
    double ResidentMebibytes,
    double CeilingPerSecond)
{
    public double RatioToCeiling => Math.Round(ExecutionsPerSecond / CeilingPerSecond, 3);
}

/// <summary>All that a run of the benchmark has to say.</summary>
internal sealed record Report(
    string Benchmark,
    string Commit,
    string Machine,
    string Runtime,
    bool VerifiesSignatures,
    double ReadyMilliseconds,
    IReadOnlyList<Measurement> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(MapReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
