namespace Stepwell.Wire;

/// <summary>The errors that every AWS service can answer with and no model lists.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html"/>
public static class CommonErrors
{
    public static AwsException UnknownOperation(string message, int statusCode = 400) =>
        new("UnknownOperationException", statusCode, Fault.Client, message);

    public static AwsException RequestTooLarge(string message) => new("RequestEntityTooLargeException", 413, Fault.Client, message);

    public static AwsException ServiceUnavailable() =>
        new("ServiceUnavailable", 503, Fault.Server, "The request has failed due to a temporary failure of the server.");

    public static AwsException InternalFailure() =>
        new("InternalFailure", 500, Fault.Server, "The request processing has failed because of an unknown error, exception or failure.");
}
