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

    /// <summary>As the operations of function URLs say it that make or change one, or list them.</summary>
    public static ResourceNotFoundException NoFunctionForUrl() => new("Function does not exist");

    public static ResourceNotFoundException NoAlias(string arn) => new($"Cannot find alias arn: {arn}");

    public static ResourceNotFoundException NoResource() => new("The resource you requested does not exist.");

    /// <summary>As the operations on the policies of layers say it.</summary>
    public static ResourceNotFoundException NoLayerVersion(LayerKey key, long number) => new($"Layer version {key.VersionArn(number)} does not exist.");

    /// <param name="given">Null: the caller does not mind which revision it changes.</param>
    /// <param name="source">The operation that would have told the caller the current one.</param>
    public static void CheckRevision(string? given, string? current, string source = "GetFunction/GetAlias")
    {
        if (given is not null && given != current)
        {
            throw new PreconditionFailedException(
                $"The Revision Id provided does not match the latest Revision Id. Call the {source} API to retrieve the latest Revision Id");
        }
    }
}
