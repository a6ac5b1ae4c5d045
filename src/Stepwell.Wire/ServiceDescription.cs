namespace Stepwell.Wire;

/// <summary>What a service's model says about how it is called.</summary>
/// <param name="Name">For people: <c>AWS Step Functions</c>.</param>
/// <param name="SigningName">The service of the credential scope.</param>
/// <param name="TargetPrefix">What precedes the operation in <c>X-Amz-Target</c>; null for services that neither JSON nor CBOR reaches.</param>
/// <param name="JsonVersion"><c>1.0</c> or <c>1.1</c>; null as above.</param>
/// <param name="IsQueryCompatible">Errors also carry the code that the service's older query protocol had.</param>
public sealed record ServiceDescription(string Name, string SigningName, string? TargetPrefix, string? JsonVersion, bool IsQueryCompatible)
{
    /// <summary>The <c>Version</c> by which the query protocol calls the service; null for services that it does not reach.</summary>
    public string? QueryVersion { get; init; }

    /// <summary>Of answers in XML; null: they have none.</summary>
    public string? XmlNamespace { get; init; }

    /// <summary><c>restJson1</c>: paths and methods say which operation is called; null: they do not.</summary>
    public string? RestProtocol { get; init; }

    /// <summary>What the names of shapes are qualified with where a protocol wants them absolute.</summary>
    public string ShapeNamespace { get; init; } = "com.amazonaws." + SigningName;
}
