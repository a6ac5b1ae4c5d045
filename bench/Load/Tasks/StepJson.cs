using System.Text.Json.Serialization;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>What a step takes and gives.</summary>
internal sealed record StepData(int N);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StepData))]
internal sealed partial class StepJson : JsonSerializerContext;
