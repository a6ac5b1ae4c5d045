namespace Stepwell.Wire.Generator.Model;

/// <summary>Reads a model file: botocore's form, with <c>error</c> (status, fault, queryCode) added to each exception,
/// <c>validationCode</c> to the metadata of a service that refuses invalid input under a code of its own, <c>maxBodyBytes</c>,
/// <c>limitName</c> and <c>isUnwritten</c> to operations, and the traits of Smithy that botocore drops: the types <c>byte</c> and
/// <c>short</c>, <c>mediaType</c> and <c>uniqueItems</c>.</summary>
internal static class ModelReader
{
    private const int DefaultStatus = 200;
    private const int DefaultClientStatus = 400;
    private const int DefaultServerStatus = 500;

    /// <exception cref="FormatException">Not JSON, or a type this generator does not know.</exception>
    public static ServiceModel Read(string text)
    {
        var root = JsonText.Parse(text) as JsonObject ?? throw new FormatException("The model file is not a JSON object");
        var metadata = root.Object("metadata");
        var shapes = root.Object("shapes").ToDictionary(pair => pair.Key, pair => Shape(pair.Key, (JsonObject)pair.Value!));
        var operations = root.Object("operations").Select(pair => Operation(pair.Key, (JsonObject)pair.Value!, shapes)).ToList();
        return new ServiceModel(
            metadata.Text("serviceFullName") ?? "",
            metadata.Text("signingName") ?? metadata.Text("endpointPrefix") ?? "",
            metadata.Text("targetPrefix"),
            metadata.Text("jsonVersion"),
            metadata.Get("awsQueryCompatible") is not null,
            metadata.Text("validationCode"),
            metadata.Text("protocol") == "query" || metadata.Texts("protocols").Contains("query") ? metadata.Text("apiVersion") : null,
            metadata.Text("xmlNamespace"),
            metadata.Text("shapeNamespace"),
            metadata.Text("protocol") == "rest-json" || metadata.Texts("protocols").Contains("rest-json") ? "restJson1" : null,
            operations,
            shapes);
    }

    private static OperationModel Operation(string name, JsonObject source, Dictionary<string, ShapeModel> shapes) => new(
        name,
        source.Object("input").Text("shape") ?? Empty(name + "Input", shapes),
        source.Object("output").Text("shape") ?? Empty(name + "Output", shapes),
        source.Object("input").Text("shape") is not null,
        source.Object("output").Text("shape") is not null,
        source.Object("http").Text("requestUri") is { } uri
            ? new HttpModel(source.Object("http").Text("method")!, uri, (int?)source.Object("http").Number("responseCode") ?? DefaultStatus)
            : null,
        source.Number("maxBodyBytes"),
        source.Text("limitName"),
        source.Flag("isUnwritten"),
        source.Text("authtype") == "none");

    private static string Empty(string name, Dictionary<string, ShapeModel> shapes)
    {
        if (!shapes.ContainsKey(name)) shapes.Add(name, Shape(name, new JsonObject { { "type", "structure" } }));
        return name;
    }

    private static ShapeModel Shape(string name, JsonObject source)
    {
        var required = source.Texts("required");
        var payload = source.Text("payload");
        return new ShapeModel(
            name,
            Kind(source),
            [.. source.Object("members").Select(pair => Member(pair.Key, (JsonObject)pair.Value!, required.Contains(pair.Key), payload))],
            Optional(source, "member") ?? Optional(source, "value"),
            Optional(source, "key"),
            source.Flag("sparse"),
            source.Flag("flattened"),
            source.Texts("enum"),
            source.Texts("enumSet") is { Length: > 0 } set ? set : source.Texts("enum"),
            source.Number("min"),
            source.Number("max"),
            source.Text("pattern"),
            source.Flag("sensitive"),
            source.Text("timestampFormat"),
            source.Text("mediaType"),
            source.Flag("eventstream"),
            source.Flag("uniqueItems"),
            source.Flag("exception") ? Error(source.Object("error")) : null);
    }

    private static MemberModel? Optional(JsonObject source, string name) =>
        source.Get(name) is JsonObject member ? Member(name, member, isRequired: false) : null;

    private static MemberModel Member(string name, JsonObject source, bool isRequired, string? payload = null) => new(
        name, source.Text("shape")!, isRequired, source.Text("timestampFormat"), source.Get("default"), Xml(source), Rest(name, source, payload));

    private static RestModel Rest(string name, JsonObject source, string? payload)
    {
        var location = name == payload ? "payload"
            : source.Flag("eventheader") ? "eventheader"
            : source.Flag("eventpayload") ? "eventpayload"
            : source.Text("location");
        return new RestModel(location, source.Text("locationName"), source.Flag("jsonvalue"), source.Text("contentType"));
    }

    /// <summary>A namespace is its URI, or an object that has a prefix as well.</summary>
    private static XmlModel Xml(JsonObject source) => new(
        source.Text("locationName"),
        source.Flag("flattened"),
        source.Text("xmlNamespace") ?? source.Object("xmlNamespace").Text("uri"),
        source.Object("xmlNamespace").Text("prefix"));

    private static ErrorModel Error(JsonObject source)
    {
        var isServerFault = source.Text("fault") == "server";
        var status = (int?)source.Number("status") ?? (isServerFault ? DefaultServerStatus : DefaultClientStatus);
        return new ErrorModel(status, isServerFault, source.Text("queryCode"));
    }

    private static ShapeKind Kind(JsonObject source) => source.Text("type") switch
    {
        "structure" when source.Flag("document") => ShapeKind.Document,
        "structure" when source.Flag("union") || source.Flag("eventstream") => ShapeKind.Union,
        "structure" => ShapeKind.Structure,
        "list" => ShapeKind.List,
        "map" => ShapeKind.Map,
        "string" => ShapeKind.String,
        "byte" => ShapeKind.Byte,
        "short" => ShapeKind.Short,
        "integer" => ShapeKind.Integer,
        "long" => ShapeKind.Long,
        "float" => ShapeKind.Float,
        "double" => ShapeKind.Double,
        "boolean" => ShapeKind.Boolean,
        "timestamp" => ShapeKind.Timestamp,
        "blob" => ShapeKind.Blob,
        var other => throw new FormatException($"The model file has a shape of the unknown type '{other}'"),
    };
}
