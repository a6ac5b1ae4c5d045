using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.States.Testing;

/// <summary>What an item batcher would make of all inputs: one object per child execution.</summary>
internal static class TestedBatches
{
    public static JsonValue Of(JsonValue inputs, ItemBatches batches)
    {
        var all = new JsonArrayBuilder();
        var next = 0;
        while (next < inputs.Count)
        {
            var items = new JsonArrayBuilder();
            var first = next;
            long bytes = batches.BatchInput.IsMissing ? 0 : batches.BatchInput.Utf8Length;
            while (next < inputs.Count && (batches.MaxItems is not > 0 || next - first < batches.MaxItems))
            {
                bytes += inputs[next].Utf8Length + 1;
                if (next > first && bytes > (batches.MaxBytes ?? Decider.MaxPayloadBytes))
                    break;
                items.Add(inputs[next++]);
            }
            var batch = new JsonObjectBuilder();
            batch.Add("BatchInput", batches.BatchInput);
            batch.Add("Items", items.Build());
            all.Add(batch.Build());
        }
        return all.Build();
    }
}
