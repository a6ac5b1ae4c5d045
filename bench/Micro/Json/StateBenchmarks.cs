using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Stepwell.Bench.Micro.Json;

/// <summary>
/// One state: parse the input, select three values, write a payload of them, parse a result, set it by ResultPath, write the output.
/// Five states: one value carried through five ResultPaths, every output written.
/// </summary>
[MemoryDiagnoser, MinColumn, MedianColumn]
public class StateBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    private byte[] _input = [];

    [Params(1_024, 14_848)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _input = Order.OfAbout(Bytes);
        Agree(OneState_JsonValue(), OneState_JsonElement(), OneState_JsonNode());
        Agree(FiveStates_JsonValue(), FiveStates_JsonElement(), FiveStates_JsonNode());
    }

    [Benchmark]
    public int OneState_JsonValue() => StepwellStates.OneState(_input, Order.Result, _output);

    [Benchmark]
    public int OneState_JsonElement() => ElementStates.OneState(_input, Order.Result, _output);

    [Benchmark]
    public int OneState_JsonNode() => NodeStates.OneState(_input, Order.Result, _output);

    [Benchmark]
    public int FiveStates_JsonValue() => StepwellStates.FiveStates(_input, Order.Result, _output);

    [Benchmark]
    public int FiveStates_JsonElement() => ElementStates.FiveStates(_input, Order.Result, _output);

    [Benchmark]
    public int FiveStates_JsonNode() => NodeStates.FiveStates(_input, Order.Result, _output);

    private static void Agree(int value, int element, int node)
    {
        if (value != element || value != node) throw new InvalidOperationException($"Different outputs: {value}, {element}, {node} bytes.");
    }
}
