namespace Stepwell.Integrations.Executions;

/// <summary>How a task fails when the Step Functions API refuses its call; texts as recorded from AWS.</summary>
internal static class ServiceFailure
{
    /// <summary>The optimized integration calls through version 1 of the AWS SDK for Java, whose messages end like this.</summary>
    public static TaskOutcome.Failed OfOptimized(ServiceError error, Guid requestId) => new(
        $"StepFunctions.{ExceptionName(error)}",
        $"{error.Message} (Service: AWSStepFunctions; Status Code: {error.StatusCode}; Error Code: {error.Code}; "
        + $"Request ID: {requestId}; Proxy: null)");

    /// <summary>AWS SDK integrations call through version 2.</summary>
    public static TaskOutcome.Failed OfSdk(ServiceError error, Guid requestId) => new(
        $"Sfn.{ExceptionName(error)}",
        $"{error.Message} (Service: Sfn, Status Code: {error.StatusCode}, Request ID: {requestId}) (SDK Attempt Count: 1)");

    private static string ExceptionName(ServiceError error) =>
        error.Code.EndsWith("Exception", StringComparison.Ordinal) ? error.Code : error.Code + "Exception";
}
