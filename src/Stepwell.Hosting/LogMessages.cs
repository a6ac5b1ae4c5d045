using Microsoft.Extensions.Logging;

namespace Stepwell.Hosting;

/// <summary>What the host logs, with stable ids.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Error, "Partition {Partition}: {Incident}")]
    public static partial void Incident(ILogger logger, int partition, string incident, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A task of {ExecutionArn} could not be carried out")]
    public static partial void TaskFault(ILogger logger, string executionArn, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "The metrics of a minute could not be told")]
    public static partial void FeedFault(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Error, "What functions have written could not be logged")]
    public static partial void FunctionLogFault(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "Code that nothing needs could not be removed")]
    public static partial void SweepFault(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Error, "An event of {FunctionArn} could not be carried out")]
    public static partial void EventFault(ILogger logger, string functionArn, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "The provisioned concurrency of {FunctionArn} could not be arranged")]
    public static partial void ProvisioningFault(ILogger logger, string functionArn, Exception exception);
}
