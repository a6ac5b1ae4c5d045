using Amazon.Lambda.Core;

namespace Sample;

/// <summary>What functions usually take from a package of Amazon's.</summary>
public sealed class JsonSerializer : ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream) => System.Text.Json.JsonSerializer.Deserialize<T>(requestStream)!;

    public void Serialize<T>(T response, Stream responseStream) => System.Text.Json.JsonSerializer.Serialize(responseStream, response);
}
