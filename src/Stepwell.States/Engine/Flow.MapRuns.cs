using System.Globalization;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.States.Engine;

/// <summary>The fields of a Map in Distributed mode.</summary>
internal sealed partial class Flow
{
    public Outcome<FailureTolerance> Tolerance(MapState state)
    {
        if (Integer(state.ToleratedFailureCount, "ToleratedFailureCount").Failed(out var count, out var failure)
            || Percentage(state.ToleratedFailurePercentage).Failed(out var percentage, out failure))
            return failure;
        return new FailureTolerance(count, percentage);
    }

    public Outcome<ItemSource?> Reader(ItemReader? reader)
    {
        if (reader is null)
            return (ItemSource?)null;
        if (Integer(reader.MaxItems, "MaxItems").Failed(out var maxItems, out var failure)
            || Arguments(reader.Arguments).Failed(out var arguments, out failure))
            return failure;
        return new ItemSource(reader.Resource, arguments, reader.Config, maxItems);
    }

    public Outcome<ItemBatches?> Batches(ItemBatcher? batcher)
    {
        if (batcher is null)
            return (ItemBatches?)null;
        if (Integer(batcher.MaxItems, "MaxItemsPerBatch", minimum: 1).Failed(out var maxItems, out var failure)
            || Integer(batcher.MaxBytes, "MaxInputBytesPerBatch", minimum: 1).Failed(out var maxBytes, out failure)
            || Arguments(batcher.BatchInput).Failed(out var batchInput, out failure))
            return failure;
        return new ItemBatches(maxItems, maxBytes, batchInput);
    }

    public Outcome<ResultDestination?> Writer(ResultWriter? writer)
    {
        if (writer is null)
            return (ResultDestination?)null;
        if (Arguments(writer.Arguments).Failed(out var arguments, out var failure))
            return failure;
        var transformation = writer.Transformation switch
        {
            "NONE" => ResultTransformation.None,
            "FLATTEN" => ResultTransformation.Flatten,
            null when writer.Resource is not null => ResultTransformation.None,
            _ => ResultTransformation.Compact,
        };
        return new ResultDestination(writer.Resource, arguments, transformation);
    }

    private Outcome<JsonValue> Arguments(TemplateField? field) =>
        field is null ? default(JsonValue) : Input().Failed(out var input, out var failure) ? failure : Fill(field, input);

    private Outcome<double?> Percentage(NumberField? field)
    {
        switch (field)
        {
            case null:
                return (double?)null;
            case NumberField.Literal(var value):
                return (double?)value;
            case NumberField.Jsonata(var template):
                if (Evaluate(template, JsonKind.Number).Failed(out var computed, out var failed))
                    return failed;
                return computed.GetDouble() is >= 0 and <= 100 and var share
                    ? (double?)share
                    : Failure.Query(template.Field, $"{template.Field} must be between 0 and 100 but was: {computed}");
            case NumberField.At(var path):
                if (Select(path).Failed(out var found, out var failure))
                    return failure;
                if (!double.TryParse(Plain(found), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    return Failure.Runtime(
                        $"The ToleratedFailurePercentagePath field refers to value \"{Plain(found)}\" which is not a valid number: {path.Text}");
                }
                return number is >= 0 and <= 100
                    ? (double?)number
                    : Failure.Runtime("ToleratedFailurePercentage must be between 0 and 100.");
            default:
                throw new InvalidOperationException("No other forms of percentages exist.");
        }
    }
}
