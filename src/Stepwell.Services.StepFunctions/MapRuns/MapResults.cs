using Stepwell.Json;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>The results of a Map Run's children, in the order of the items, until they are too large to be an output.</summary>
internal sealed class MapResults
{
    private readonly SortedDictionary<long, JsonValue> _byNumber = [];

    public void Add(long number, JsonValue result) => _byNumber[number] = result;

    public JsonValue ToOutput(ResultTransformation transformation)
    {
        var output = new JsonArrayBuilder();
        foreach (var result in _byNumber.Values)
        {
            if (transformation == ResultTransformation.Flatten && result.IsArray)
            {
                foreach (var item in result.Items)
                    output.Add(item);
            }
            else
            {
                output.Add(result);
            }
        }
        return output.Build();
    }
}
