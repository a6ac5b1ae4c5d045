using Stepwell.Wire;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Sts.Operations;

/// <summary>Errors that the model of the service does not have, with AWS's texts where they are known.</summary>
internal static class Refusals
{
    public static AwsException Invalid(string message) => new("ValidationError", 400, Fault.Client, message);

    public static AwsException InvalidTags(string message) => new("InvalidParameterValue", 400, Fault.Client, message);

    public static AwsException ChainTooLong() =>
        Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");

    public static AwsException UnknownKey(string accessKeyId) => Invalid($"The access key {accessKeyId} does not exist.");

    public static AwsException OfSession(string operation) => Denied($"Cannot call {operation} with session credentials");

    public static AwsException NoDevice() => Denied(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");

    public static AwsException NotAuthorized(Principal caller, string action, string resource) =>
        Denied($"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource}");

    private static AwsException Denied(string message) => new("AccessDenied", 403, Fault.Client, message);
}
