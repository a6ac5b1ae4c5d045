using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stepwell.Bench.Micro.Json;

/// <summary>The same with <see cref="JsonNode"/>: states must not see each other's edits, so an edit is made on a deep clone.</summary>
internal static class NodeStates
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int OneState(byte[] input, byte[] result, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var state = JsonNode.Parse(input)!;
        var order = state["order"]!;
        var payload = new JsonObject
        {
            ["id"] = order["id"]!.DeepClone(),
            ["amount"] = order["total"]!.DeepClone(),
            ["to"] = order["customer"]!["address"]!.DeepClone(),
        };
        Write(payload, output);

        var edited = state.DeepClone();
        edited["payment"] = JsonNode.Parse(result);
        Write(edited, output);
        return output.WrittenCount;
    }

    public static int FiveStates(byte[] input, byte[] result, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var state = JsonNode.Parse(input)!;
        foreach (var name in StepwellStates.Names)
        {
            state = state.DeepClone();
            state[name] = JsonNode.Parse(result);
            Write(state, output);
        }

        return output.WrittenCount;
    }

    private static void Write(JsonNode node, ArrayBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, Relaxed);
        node.WriteTo(writer);
    }
}
