using System.Buffers;
using System.Text.Json;

namespace Stepwell.Bench.Micro.Json;

/// <summary>The same with <see cref="JsonElement"/> on pooled documents: an edit writes the whole and parses it again.</summary>
internal static class ElementStates
{
    public static int OneState(byte[] input, byte[] result, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        using var document = JsonDocument.Parse(input);
        var state = document.RootElement;
        var order = state.GetProperty("order"u8);
        using (var payload = new Utf8JsonWriter(output))
        {
            payload.WriteStartObject();
            Write(payload, "id", order.GetProperty("id"u8));
            Write(payload, "amount", order.GetProperty("total"u8));
            Write(payload, "to", order.GetProperty("customer"u8).GetProperty("address"u8));
            payload.WriteEndObject();
        }

        using var payment = JsonDocument.Parse(result);
        WriteWith(output, state, "payment", payment.RootElement);
        return output.WrittenCount;
    }

    public static int FiveStates(byte[] input, byte[] result, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var state = JsonDocument.Parse(input);
        foreach (var name in StepwellStates.Names)
        {
            var start = output.WrittenCount;
            using (var parsed = JsonDocument.Parse(result)) WriteWith(output, state.RootElement, name, parsed.RootElement);
            state.Dispose();
            state = JsonDocument.Parse(output.WrittenMemory[start..]);
        }

        state.Dispose();
        return output.WrittenCount;
    }

    private static void WriteWith(ArrayBufferWriter<byte> output, JsonElement state, string name, JsonElement value)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        foreach (var member in state.EnumerateObject())
        {
            if (!member.NameEquals(name)) Write(writer, member.Name, member.Value);
        }

        Write(writer, name, value);
        writer.WriteEndObject();
    }

    // Raw, as JsonElement.WriteTo escapes and formats anew.
    private static void Write(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
