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
    string? RestProtocol,
    IReadOnlyList<OperationModel> Operations,
    IReadOnlyDictionary<string, ShapeModel> Shapes);

/// <summary>Input and output are names of structures, made up where the model has none, so that every operation has both.</summary>
/// <param name="HasInput">Whether the model has one; likewise the output.</param>
/// <param name="Http">Null: the path does not say what is called.</param>
/// <param name="MaxBodyBytes">Null: the limit of the server.</param>
/// <param name="LimitName">What the refusal of a larger body calls the operation.</param>
/// <param name="IsUnwritten">Its shapes are left out of the model.</param>
/// <param name="IsUnsigned">Requests need no signature.</param>
internal sealed record OperationModel(
    string Name,
    string Input,
    string Output,
    bool HasInput,
    bool HasOutput,
    HttpModel? Http,
    double? MaxBodyBytes,
    string? LimitName,
    bool IsUnwritten,
    bool IsUnsigned);

/// <param name="Method">Of HTTP.</param>
/// <param name="Uri">With labels and, after a question mark, parameters that have to be there.</param>
/// <param name="StatusCode">Of answers that say no other.</param>
internal sealed record HttpModel(string Method, string Uri, int StatusCode);

/// <summary>Default is the JSON value that stands for an absent member, null if there is none; of a document, its JSON text.</summary>
internal sealed record MemberModel(
    string Name, string Shape, bool IsRequired, string? TimestampFormat, object? Default, XmlModel Xml, RestModel Rest);

/// <summary>Where the REST protocols and events of streams put a member.</summary>
/// <param name="Location">botocore's word, or <c>payload</c>, <c>eventheader</c>, <c>eventpayload</c>; null: the document.</param>
/// <param name="Name">There; null: as the model calls the member.</param>
/// <param name="IsBase64">A text that is encoded in headers: its shape has a media type, or the member is JSON.</param>
/// <param name="ContentType">Of answers that have this payload, if it is not the usual one.</param>
internal sealed record RestModel(string? Location, string? Name, bool IsBase64, string? ContentType)
{
    public bool IsOfEvent => Location is "eventheader" or "eventpayload";
}

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
    string? MediaType,
    bool IsEventStream,
    bool HasUniqueItems,
    ErrorModel? Error);

internal enum ShapeKind
{
    String,
    Byte,
    Short,
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
