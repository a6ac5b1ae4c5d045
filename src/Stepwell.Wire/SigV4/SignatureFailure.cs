namespace Stepwell.Wire.SigV4;

/// <summary>Why a request is not let in. Each protocol has its own code for each of these.</summary>
public enum SignatureFault
{
    MissingToken,
    Incomplete,
    UnknownKey,
    ExpiredToken,
    Invalid,
}

/// <param name="Fault">The kind of failure.</param>
/// <param name="Message">AWS's text.</param>
public sealed record SignatureFailure(SignatureFault Fault, string Message)
{
    internal static SignatureFailure MissingToken() => new(SignatureFault.MissingToken, "Missing Authentication Token");

    internal static SignatureFailure Incomplete(string message) => new(SignatureFault.Incomplete, message);

    internal static SignatureFailure UnknownKey() =>
        new(SignatureFault.UnknownKey, "The security token included in the request is invalid.");

    internal static SignatureFailure ExpiredToken() =>
        new(SignatureFault.ExpiredToken, "The security token included in the request is expired");

    internal static SignatureFailure WrongService(string service) => Invalid($"Credential should be scoped to correct service: '{service}'. ");

    internal static SignatureFailure Invalid(string message) => new(SignatureFault.Invalid, message);
}
