using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Stepwell.Json;

namespace Stepwell.Bench.Micro.Json;

/// <summary>Reading parsed values: members by name, items one after the other, all of a large object.</summary>
[MemoryDiagnoser, MinColumn, MedianColumn]
public class LookupBenchmarks
{
    private const int LargeCount = 10_000;

    private readonly string[] _names = [.. Enumerable.Range(0, LargeCount).Select(i => $"member-{i}")];
    private JsonValue _order;
    private JsonValue _large;
    private JsonElement _orderElement;

    [GlobalSetup]
    public void Setup()
    {
        var input = Order.OfAbout(14_848);
        _order = JsonValue.Parse(input);
        _orderElement = JsonElement.Parse(input);
        _large = JsonValue.Parse("{" + string.Join(',', _names.Select((name, i) => $"\"{name}\":{i}")) + "}");
    }

    [Benchmark]
    public JsonValue Member_by_utf8() => _order.Get("order"u8).Get("customer"u8).Get("email"u8);

    [Benchmark]
    public JsonValue Member_by_string() => _order["order"]["customer"]["email"];

    [Benchmark]
    public JsonElement Member_by_utf8_JsonElement() =>
        _orderElement.GetProperty("order"u8).GetProperty("customer"u8).GetProperty("email"u8);

    [Benchmark]
    public long Sum_of_lines()
    {
        long sum = 0;
        foreach (var line in _order["order"]["lines"].Items)
        {
            if (line.Get("quantity"u8).TryGetInt64(out var quantity)) sum += quantity;
        }

        return sum;
    }

    [Benchmark]
    public long Sum_of_lines_JsonElement()
    {
        long sum = 0;
        foreach (var line in _orderElement.GetProperty("order"u8).GetProperty("lines"u8).EnumerateArray())
        {
            if (line.GetProperty("quantity"u8).TryGetInt64(out var quantity)) sum += quantity;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = LargeCount)]
    public int Member_of_10000()
    {
        var found = 0;
        foreach (var name in _names) found += _large[name].IsNumber ? 1 : 0;
        return found;
    }

    [Benchmark(OperationsPerInvoke = LargeCount)]
    public int Build_10000_members()
    {
        var builder = new JsonObjectBuilder();
        foreach (var name in _names) builder.Add(name, JsonValue.True);
        return builder.Build().Count;
    }
}
