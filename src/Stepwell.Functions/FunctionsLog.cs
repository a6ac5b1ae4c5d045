using Microsoft.Extensions.Logging;

namespace Stepwell.Functions;

internal static partial class FunctionsLog
{
    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Functions run with isolation {Level}; control groups limit memory: {LimitsMemory}, processes: {LimitsProcesses}.")]
    public static partial void Isolation(ILogger logger, Isolation level, bool limitsMemory, bool limitsProcesses);
}
