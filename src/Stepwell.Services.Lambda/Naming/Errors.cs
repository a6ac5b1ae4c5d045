using Stepwell.Services.Lambda.Api;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Naming;

/// <summary>Refusals that many operations give, in Lambda's words.</summary>
internal static class Errors
{
    public static AwsException Validation(string message) => new("ValidationException", 400, Fault.Client, message);

    /// <summary>One violated constraint, as the model's own are worded.</summary>
    public static AwsException Constraint(string member, object value, string constraint) =>
        Validation($"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    public static InvalidParameterValueException Invalid(string message) => new(message);

    public static ResourceNotFoundException NoFunction(string arn) => new($"Function not found: {arn}");

    public static ResourceNotFoundException NoAlias(string arn) => new($"Cannot find alias arn: {arn}");

    public static ResourceNotFoundException NoResource() => new("The resource you requested does not exist.");

    public static PreconditionFailedException OtherRevision() => new(
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id");

    /// <param name="given">Null: the caller does not mind which revision it changes.</param>
    public static void CheckRevision(string? given, string? current)
    {
        if (given is not null && given != current)
            throw OtherRevision();
    }
}
