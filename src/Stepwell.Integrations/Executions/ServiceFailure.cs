namespace Stepwell.Integrations.Executions;

/// <summary>How a task fails when the API of a service refuses its call; texts as recorded from AWS.</summary>
/// <param name="ErrorPrefix">Of the error's name.</param>
/// <param name="OptimizedName">What the service is called in the messages of version 1 of the AWS SDK for Java.</param>
/// <param name="SdkName">The same in version 2.</param>
internal sealed record ServiceFailure(string ErrorPrefix, string OptimizedName, string SdkName)
{
    public static readonly ServiceFailure StepFunctions = new("StepFunctions", "AWSStepFunctions", "Sfn");

    public static readonly ServiceFailure Lambda = new("Lambda", "AWSLambda", "Lambda");

    /// <summary>Optimized integrations call through version 1 of the AWS SDK for Java, whose messages end like this.</summary>
    public TaskOutcome.Failed OfOptimized(ServiceError error, string requestId) => new(
        $"{ErrorPrefix}.{ExceptionName(error)}",
        $"{error.Message} (Service: {OptimizedName}; Status Code: {error.StatusCode}; Error Code: {error.Code}; "
        + $"Request ID: {requestId}; Proxy: null)");

    /// <summary>AWS SDK integrations call through version 2.</summary>
    public TaskOutcome.Failed OfSdk(ServiceError error, string requestId) => new(
        $"{SdkName}.{ExceptionName(error)}",
        $"{error.Message} (Service: {SdkName}, Status Code: {error.StatusCode}, Request ID: {requestId}) (SDK Attempt Count: 1)");

    private static string ExceptionName(ServiceError error) =>
        error.Code.EndsWith("Exception", StringComparison.Ordinal) ? error.Code : error.Code + "Exception";
}
