using Stepwell.Services.StepFunctions.Machines;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>What a revision wants to be logged, and where.</summary>
/// <param name="Level">ALL, ERROR or FATAL.</param>
/// <param name="LogGroupArn">It ends with <c>:*</c>.</param>
internal sealed record LogSettings(string Level, bool IncludeData, string LogGroupArn)
{
    /// <returns>Null when nothing is to be logged.</returns>
    public static LogSettings? Of(Configurations configuration)
    {
        var logging = configuration.Logging;
        return logging is { Level: not (null or "OFF"), Destinations: [{ CloudWatchLogsLogGroup.LogGroupArn: { } arn }] }
            ? new LogSettings(logging.Level, logging.IncludeExecutionData is true, arn)
            : null;
    }
}
