using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Stepwell.Json;
using JsonValue = Stepwell.Json.JsonValue;

namespace Stepwell.Bench.Micro.Json;

/// <summary>From bytes to something that can be read; the reader only walks, which bounds what a parser on top of it can do.</summary>
[MemoryDiagnoser, MinColumn, MedianColumn]
public class ParseBenchmarks
{
    private byte[] _input = [];

    [Params(1_024, 14_848)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup() => _input = Order.OfAbout(Bytes);

    [Benchmark(Baseline = true)]
    public JsonKind JsonValue_Parse() => JsonValue.Parse(_input).Kind;

    [Benchmark]
    public JsonValueKind JsonDocument_Parse()
    {
        using var document = JsonDocument.Parse(_input);
        return document.RootElement.ValueKind;
    }

    [Benchmark]
    public JsonValueKind JsonElement_Parse() => JsonElement.Parse(_input).ValueKind;

    [Benchmark]
    public JsonNode? JsonNode_Parse() => JsonNode.Parse(_input);

    [Benchmark]
    public int Utf8JsonReader_Walk()
    {
        var reader = new Utf8JsonReader(_input);
        var tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }
}
