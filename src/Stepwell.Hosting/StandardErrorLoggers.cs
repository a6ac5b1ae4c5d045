using Microsoft.Extensions.Logging;

namespace Stepwell.Hosting;

/// <summary>
/// Warnings and errors, a line each, on standard error. The library's console logger takes longer to set up than the rest of the start.
/// </summary>
internal sealed class StandardErrorLoggers : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Logs go to standard error only.");

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var text = exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}";
            Console.Error.WriteLine($"{logLevel} {category}[{eventId.Id}] {text}");
        }
    }
}
