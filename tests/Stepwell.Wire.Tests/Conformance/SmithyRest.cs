using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>What only the REST protocols, their events and their stricter checks need of Smithy's traits, in the words of model files.</summary>
internal static class SmithyRest
{
    public static JsonObject Http(JsonNode trait) => new()
    {
        ["method"] = trait["method"]!.DeepClone(),
        ["requestUri"] = trait["uri"]!.DeepClone(),
        ["responseCode"] = trait["code"]?.DeepClone() ?? 200,
    };

    /// <param name="source">All shapes as Smithy has them.</param>
    /// <param name="shapes">The same as model files have them; is added to.</param>
    public static void AddTraits(JsonObject source, JsonObject shapes)
    {
        foreach (var (id, shape) in source)
        {
            var target = shapes[SmithyModel.Name(id)]!.AsObject();
            AddTraits(shape!, target);
            foreach (var (name, member) in shape!["members"]?.AsObject() ?? [])
            {
                if ((target["members"]?[name] ?? target[name]) is not JsonObject reference) continue;
                if (member!["traits"] is not { } traits) continue;
                Bind(name, traits, target, reference);
                Constrain(traits, reference, shapes);
                // The default of a stream only says that an empty one is like none.
                if (source[(string)member["target"]!]?["traits"]?["streaming"] is not null) reference.Remove("default");
            }
        }
    }

    private static void AddTraits(JsonNode shape, JsonObject target)
    {
        var type = (string)shape["type"]!;
        var traits = shape["traits"];
        if (type is "byte" or "short") target["type"] = type;
        if (traits?["mediaType"] is { } mediaType) target["mediaType"] = mediaType.DeepClone();
        if (traits?["streaming"] is not null && type == "union") target["eventstream"] = true;
        if (traits?["uniqueItems"] is not null) target["uniqueItems"] = true;
        if (traits?["range"]?["min"] is { } min) target["min"] = min.DeepClone();
        if (traits?["range"]?["max"] is { } max) target["max"] = max.DeepClone();
        if (traits?["enum"] is JsonArray values) target["enum"] = new JsonArray([.. values.Select(value => value!["value"]!.DeepClone())]);
    }

    private static void Bind(string name, JsonNode traits, JsonObject shape, JsonObject reference)
    {
        void Place(string location, JsonNode? at)
        {
            reference["location"] = location;
            reference["locationName"] = at?.DeepClone();
        }

        if (traits["httpLabel"] is not null) Place("uri", name);
        if (traits["httpQuery"] is { } query) Place("querystring", query);
        if (traits["httpQueryParams"] is not null) Place("querystring", null);
        if (traits["httpHeader"] is { } header) Place("header", header);
        if (traits["httpPrefixHeaders"] is { } prefix) Place("headers", prefix);
        if (traits["httpResponseCode"] is not null) Place("statusCode", null);
        if (traits["httpPayload"] is not null) shape["payload"] = name;
        if (traits["jsonName"] is { } jsonName) reference["locationName"] = jsonName.DeepClone();
        if (traits["eventHeader"] is not null) reference["eventheader"] = true;
        if (traits["eventPayload"] is not null) reference["eventpayload"] = true;
    }

    /// <summary>Constraints of a member come before those of its shape; model files have none of members, so it gets a shape of its own.</summary>
    private static void Constrain(JsonNode traits, JsonObject reference, JsonObject shapes)
    {
        if (traits["length"] is null && traits["range"] is null && traits["pattern"] is null) return;
        var own = shapes[(string)reference["shape"]!]!.DeepClone().AsObject();
        foreach (var bounds in (JsonNode?[])[traits["length"], traits["range"]])
        {
            if (bounds is null) continue;
            own.Remove("min");
            own.Remove("max");
            if (bounds["min"] is { } min) own["min"] = min.DeepClone();
            if (bounds["max"] is { } max) own["max"] = max.DeepClone();
        }

        if (traits["pattern"] is { } pattern) own["pattern"] = pattern.DeepClone();
        var name = $"{reference["shape"]}Of{shapes.Count}";
        shapes[name] = own;
        reference["shape"] = name;
    }
}
