namespace Stepwell.Wire.Generator.Model;

/// <summary>A model file in the form the emitters want: names resolved, defaults filled in.</summary>
internal sealed record ServiceModel(
    string FullName,
    string SigningName,
    string? TargetPrefix,
    string? JsonVersion,
    bool IsQueryCompatible,
    string? ValidationCode,
    string? QueryVersion,
    string? XmlNamespace,
    string? ShapeNamespace,
    IReadOnlyList<OperationModel> Operations,
    IReadOnlyDictionary<string, ShapeModel> Shapes);

/// <summary>Input and output are names of structures, made up where the model has none, so that every operation has both.</summary>
/// <param name="HasOutput">Whether the model has one.</param>
internal sealed record OperationModel(string Name, string Input, string Output, bool HasOutput);

/// <summary>Default is the JSON value that stands for an absent member, null if there is none; of a document, its JSON text.</summary>
internal sealed record MemberModel(
    string Name, string Shape, bool IsRequired, string? TimestampFormat, object? Default, XmlModel Xml);

/// <summary>How a member, an element, a key or a value is called and placed in XML and in the query protocol.</summary>
/// <param name="Name">Null: as the model calls it.</param>
internal sealed record XmlModel(string? Name, bool IsFlattened, string? Namespace, string? Prefix)
{
    public bool IsPlain => Name is null && !IsFlattened && Namespace is null;
}

internal sealed record ErrorModel(int StatusCode, bool IsServerFault, string? QueryCode);

internal sealed record ShapeModel(
    string Name,
    ShapeKind Kind,
    IReadOnlyList<MemberModel> Members,
    MemberModel? Element,
    MemberModel? Key,
    bool IsSparse,
    bool IsFlattened,
    string[] Enum,
    string[] EnumSet,
    double? Min,
    double? Max,
    string? Pattern,
    bool IsSensitive,
    string? TimestampFormat,
    ErrorModel? Error);

internal enum ShapeKind
{
    String,
    Integer,
    Long,
    Float,
    Double,
    Boolean,
    Timestamp,
    Blob,
    Document,
    Structure,
    Union,
    List,
    Map,
}
