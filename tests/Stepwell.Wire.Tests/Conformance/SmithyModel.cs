using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>Turns a file of Smithy's protocol tests into the model files that the generator reads.</summary>
internal static class SmithyModel
{
    /// <summary>One model with all operations of the file, whichever service they belong to.</summary>
    public static JsonObject Convert(JsonNode file, string service, string protocol)
    {
        var shapes = new JsonObject();
        var isRest = protocol == "restJson1";
        foreach (var (id, shape) in file["shapes"]!.AsObject()) shapes[Name(id)] = Shape(shape!, protocol == "awsQuery");
        if (isRest) SmithyRest.AddTraits(file["shapes"]!.AsObject(), shapes);
        foreach (var simple in (string[])["string", "integer", "long", "float", "double", "boolean", "timestamp", "blob"])
            shapes.TryAdd(char.ToUpperInvariant(simple[0]) + simple[1..], new JsonObject { ["type"] = simple });
        shapes.TryAdd("Byte", new JsonObject { ["type"] = isRest ? "byte" : "integer" });
        shapes.TryAdd("Short", new JsonObject { ["type"] = isRest ? "short" : "integer" });
        shapes.TryAdd("Unit", new JsonObject { ["type"] = "structure", ["members"] = new JsonObject() });
        shapes["Document"] = new JsonObject { ["type"] = "structure", ["document"] = true };

        var operations = new JsonObject();
        foreach (var (name, operation) in file["operations"]!.AsObject())
        {
            operations[name] = new JsonObject();
            if (operation!["input"] is { } input) operations[name]!["input"] = new JsonObject { ["shape"] = Name((string)input!) };
            if (isRest) operations[name]!["http"] = SmithyRest.Http(operation["traits"]!["http"]!);
            if (operation["output"] is { } output) operations[name]!["output"] = new JsonObject { ["shape"] = Name((string)output!) };
        }

        var metadata = new JsonObject { ["serviceFullName"] = service, ["signingName"] = "test", ["targetPrefix"] = service };
        var traits = file["services"]![service]!["traits"]!;
        metadata["jsonVersion"] = protocol == "awsJson1_1" ? "1.1" : "1.0";
        metadata["protocol"] = protocol switch { "awsQuery" => "query", "restJson1" => "rest-json", _ => "other" };
        metadata["apiVersion"] = file["services"]![service]!["version"]?.DeepClone();
        metadata["xmlNamespace"] = traits["xmlNamespace"]?["uri"]?.DeepClone();
        if (traits["awsQueryCompatible"] is not null) metadata["awsQueryCompatible"] = new JsonObject();
        return new JsonObject { ["metadata"] = metadata, ["operations"] = operations, ["shapes"] = shapes };
    }

    /// <summary>Without namespace; two of them have a shape of the same name.</summary>
    public static string Name(string id)
    {
        var name = id[(id.LastIndexOf('#') + 1)..];
        return id.Contains(".nested#", StringComparison.Ordinal) ? "Renamed" + name : name;
    }

    private static JsonObject Shape(JsonNode source, bool isQuery)
    {
        var traits = source["traits"];
        var type = (string)source["type"]!;
        var shape = new JsonObject
        {
            ["type"] = type switch { "enum" => "string", "intEnum" => "integer", "union" or "document" => "structure", _ => type },
        };
        if (type == "union") shape["union"] = true;
        if (type == "document") shape["document"] = true;
        if (traits?["sparse"] is not null) shape["sparse"] = true;
        if (TimestampFormat(traits) is { } format) shape["timestampFormat"] = format;
        if (traits?["error"] is { } fault) AddError(shape, (string)fault!, traits, isQuery);
        if (traits?["length"]?["min"] is { } min) shape["min"] = min.DeepClone();
        if (traits?["length"]?["max"] is { } max) shape["max"] = max.DeepClone();
        if (traits?["pattern"] is { } pattern) shape["pattern"] = pattern.DeepClone();
        if (traits?["sensitive"] is not null) shape["sensitive"] = true;
        if (type is "list" or "map")
            foreach (var (part, member) in source["members"]!.AsObject())
                shape[part] = Reference(member!);
        if (type == "enum") AddValues(shape, source["members"]!.AsObject());
        else if (type is "structure" or "union") AddMembers(shape, source["members"]!.AsObject());
        return shape;
    }

    private static JsonObject Reference(JsonNode member)
    {
        var traits = member["traits"];
        var reference = new JsonObject { ["shape"] = Name((string)member["target"]!) };
        if (traits?["xmlName"] is { } name) reference["locationName"] = name.DeepClone();
        if (traits?["xmlFlattened"] is not null) reference["flattened"] = true;
        if (traits?["xmlNamespace"] is { } xmlNamespace) reference["xmlNamespace"] = xmlNamespace.DeepClone();
        return reference;
    }

    private static void AddError(JsonObject shape, string fault, JsonNode traits, bool isQuery)
    {
        shape["exception"] = true;
        shape["error"] = new JsonObject { ["fault"] = fault };
        if (traits["awsQueryError"]?["code"] is { } code) shape["error"]!["queryCode"] = code.DeepClone();
        // Other protocols have the code of the older one, and not its status.
        var status = isQuery ? traits["awsQueryError"]?["httpResponseCode"] : null;
        if ((status ?? traits["httpError"]) is { } given) shape["error"]!["status"] = given.DeepClone();
    }

    private static void AddValues(JsonObject shape, JsonObject source)
    {
        var values = new JsonArray();
        foreach (var (_, value) in source) values.Add(value!["traits"]!["enumValue"]!.DeepClone());
        shape["enum"] = values;
    }

    private static void AddMembers(JsonObject shape, JsonObject source)
    {
        var members = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, member) in source)
        {
            members[name] = Reference(member!);
            var traits = member!["traits"];
            if (traits?["required"] is not null) required.Add(name);
            if (TimestampFormat(traits) is { } format) members[name]!["timestampFormat"] = format;
            // Members that only clients may leave out have no default on the server's side either.
            if (traits?["default"] is { } value && traits["clientOptional"] is null)
                members[name]!["default"] = (string)member["target"]! == "smithy.api#Document" ? value.ToJsonString() : value.DeepClone();
        }

        shape["members"] = members;
        shape["required"] = required;
    }

    private static string? TimestampFormat(JsonNode? traits) => (string?)traits?["timestampFormat"] switch
    {
        null => null,
        "date-time" => "iso8601",
        "http-date" => "rfc822",
        _ => "unixTimestamp",
    };
}
