using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>What a shape is in C#, and the calls that read and write it.</summary>
internal sealed class Types(ServiceModel model)
{
    public string Of(string shapeName)
    {
        var shape = model.Shapes[shapeName];
        return shape.Kind switch
        {
            ShapeKind.String => "string",
            ShapeKind.Byte => "sbyte",
            ShapeKind.Short => "short",
            ShapeKind.Integer => "int",
            ShapeKind.Long => "long",
            ShapeKind.Float => "float",
            ShapeKind.Double => "double",
            ShapeKind.Boolean => "bool",
            ShapeKind.Timestamp => "DateTimeOffset",
            ShapeKind.Blob => "ReadOnlyMemory<byte>",
            ShapeKind.Document => "JsonElement",
            ShapeKind.List => $"IReadOnlyList<{Element(shape)}>",
            ShapeKind.Map => $"IReadOnlyDictionary<string, {Element(shape)}>",
            ShapeKind.Structure or ShapeKind.Union when shape.IsEventStream => $"EventStream<{shape.Name}>",
            ShapeKind.Structure or ShapeKind.Union => shape.Name,
            _ => throw new InvalidOperationException($"No C# type for {shape.Kind}"),
        };
    }

    public string Element(ShapeModel collection) => Of(collection.Element!.Shape) + (collection.IsSparse ? "?" : "");

    public bool IsValueType(string shapeName) => model.Shapes[shapeName].Kind switch
    {
        ShapeKind.String or ShapeKind.Structure or ShapeKind.Union or ShapeKind.List or ShapeKind.Map => false,
        _ => true,
    };

    /// <summary>Whether the generator makes a type for it.</summary>
    public bool HasOwnType(string shapeName) => model.Shapes[shapeName].Kind is ShapeKind.Structure or ShapeKind.Union;

    /// <summary>A list or map may say of itself that it is flattened wherever it is a member.</summary>
    public XmlModel XmlOf(MemberModel member) => member.Xml with { IsFlattened = member.Xml.IsFlattened || model.Shapes[member.Shape].IsFlattened };

    /// <summary>An event stream is no value: it comes after the answer that it is a member of.</summary>
    public bool IsEventStream(MemberModel member) => model.Shapes[member.Shape].IsEventStream;

    public bool IsError(MemberModel member) => model.Shapes[member.Shape].Error is not null;

    /// <summary>The exception for a member that is an error.</summary>
    public string ExceptionOf(MemberModel member) => Names.Exception(model.Shapes[member.Shape], model);

    /// <summary>What JSON and CBOR call it.</summary>
    public string WireName(MemberModel member) => model.RestProtocol is not null && member.Rest is { Location: null, Name: { } name } ? name : member.Name;

    /// <summary>The binding of a member as an expression; null: it is in the document.</summary>
    public string? BindingOf(MemberModel member)
    {
        var shape = model.Shapes[member.Shape];
        var rest = member.Rest;
        if (model.RestProtocol is null && !rest.IsOfEvent) return null;
        var location = rest.Location switch
        {
            null => null,
            "uri" => "Label",
            "querystring" => shape.Kind == ShapeKind.Map ? "AllQuery" : "Query",
            "header" => "Header",
            "headers" => "PrefixHeaders",
            "statusCode" => "StatusCode",
            "payload" or "eventpayload" => Payload(shape),
            "eventheader" => "EventHeader",
            var other => throw new FormatException($"The model file has the unknown location '{other}'"),
        };
        if (location is null) return null;
        var arguments = $"HttpLocation.{location}, {Names.Literal(rest.Name ?? member.Name)}";
        if ((rest.ContentType ?? shape.MediaType) is { } mediaType && location.EndsWith("Payload")) arguments += $", contentType: {Names.Literal(mediaType)}";
        if (shape.MediaType is not null && location.EndsWith("Payload")) arguments += ", isExact: true";
        if (rest.Location == "header" && shape.Kind == ShapeKind.String && (rest.IsBase64 || shape.MediaType is not null)) arguments += ", isBase64: true";
        return $"new HttpBinding({arguments})";
    }

    private static string Payload(ShapeModel shape) => shape.IsEventStream ? "EventsPayload" : shape.Kind switch
    {
        ShapeKind.Blob => "BlobPayload",
        ShapeKind.String => "TextPayload",
        _ => "DocumentPayload",
    };

    public string Read(MemberModel member)
    {
        var shape = model.Shapes[member.Shape];
        return shape.Kind switch
        {
            ShapeKind.Structure or ShapeKind.Union => $"{shape.Name}.Read(ref reader)",
            ShapeKind.List or ShapeKind.Map => $"{Codec(shape)}.Read(ref reader)",
            ShapeKind.Byte or ShapeKind.Short => $"Narrow.To{shape.Kind}(reader.ReadInteger())",
            ShapeKind.Timestamp => $"reader.ReadTimestamp({Format(member.TimestampFormat ?? shape.TimestampFormat)})",
            _ => $"reader.Read{shape.Kind}()",
        };
    }

    public string Write(MemberModel member, string value)
    {
        var shape = model.Shapes[member.Shape];
        return shape.Kind switch
        {
            ShapeKind.Structure or ShapeKind.Union => $"{value}.Write(ref writer);",
            ShapeKind.List or ShapeKind.Map => $"{Codec(shape)}.Write(ref writer, {value});",
            ShapeKind.Timestamp => $"writer.WriteTimestamp({value}, {Format(member.TimestampFormat ?? shape.TimestampFormat)});",
            _ => $"writer.Write{shape.Kind}({value});",
        };
    }

    /// <summary>The value of an absent member; null if the model gives none. Lists and maps can only be empty by default.</summary>
    public string? Default(MemberModel member) => (model.Shapes[member.Shape].Kind, member.Default) switch
    {
        (_, null) => null,
        (ShapeKind.String, string text) => Names.Literal(text),
        (ShapeKind.Boolean, bool flag) => flag ? "true" : "false",
        (ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long, double number) => number.ToString("R"),
        (ShapeKind.Float, double number) => number.ToString("R") + "F",
        (ShapeKind.Double, double number) => number.ToString("R") + "D",
        (ShapeKind.Timestamp, double seconds) => $"DateTimeOffset.FromUnixTimeMilliseconds({(long)(seconds * 1000)})",
        (ShapeKind.Blob, string base64) => $"Convert.FromBase64String({Names.Literal(base64)})",
        (ShapeKind.Document, string json) => $"JsonElement.Parse({Names.Literal(json)})",
        (ShapeKind.List, _) => "[]",
        (ShapeKind.Map, _) => $"new Dictionary<string, {Element(model.Shapes[member.Shape])}>()",
        _ => throw new FormatException($"The model file has an unfit default for '{member.Name}'"),
    };

    public static string Codec(ShapeModel collection) => collection.Name + "Codec";

    private static string Format(string? format) => format switch
    {
        null => "TimestampFormat.Default",
        "iso8601" => "TimestampFormat.Iso8601",
        "rfc822" => "TimestampFormat.HttpDate",
        "unixTimestamp" => "TimestampFormat.EpochSeconds",
        _ => throw new FormatException($"The model file has the unknown timestamp format '{format}'"),
    };
}
