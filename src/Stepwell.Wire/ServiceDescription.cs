namespace Stepwell.Wire;

/// <summary>What a service's model says about how it is called.</summary>
/// <param name="Name">For people: <c>AWS Step Functions</c>.</param>
/// <param name="SigningName">The service of the credential scope.</param>
/// <param name="TargetPrefix">What precedes the operation in <c>X-Amz-Target</c>; null for services that no JSON protocol reaches.</param>
/// <param name="JsonVersion"><c>1.0</c> or <c>1.1</c>; null as above.</param>
/// <param name="IsQueryCompatible">Errors also carry the code that the service's older query protocol had.</param>
public sealed record ServiceDescription(string Name, string SigningName, string? TargetPrefix, string? JsonVersion, bool IsQueryCompatible);
