using System.Buffers;
using Stepwell.Json;

namespace Stepwell.Bench.Micro.Json;

/// <summary>What states do to their data, with <see cref="JsonValue"/>.</summary>
internal static class StepwellStates
{
    public static int OneState(byte[] input, byte[] result, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var state = JsonValue.Parse(input);
        var order = state.Get("order"u8);
        var payload = new JsonObjectBuilder();
        payload.Add("id", order.Get("id"u8));
        payload.Add("amount", order.Get("total"u8));
        payload.Add("to", order.Get("customer"u8).Get("address"u8));
        payload.Build().WriteTo(output);

        state.With("payment", JsonValue.Parse(result)).WriteTo(output);
        return output.WrittenCount;
    }

    public static int FiveStates(byte[] input, byte[] result, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        var state = JsonValue.Parse(input);
        foreach (var name in Names)
        {
            state = state.With(name, JsonValue.Parse(result));
            state.WriteTo(output);
        }

        return output.WrittenCount;
    }

    public static readonly string[] Names = ["stock", "payment", "invoice", "parcel", "mail"];
}
