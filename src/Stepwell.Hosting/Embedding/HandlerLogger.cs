using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stepwell.Functions;

namespace Stepwell.Hosting.Embedding;

/// <summary>
/// The log of one invocation, in lines as Lambda's runtime of .NET writes them: time, request id, level and text between tabs, or objects of
/// JSON. Thread-safe.
/// </summary>
internal sealed class HandlerLogger(HandlerCall call) : ILogger
{
    /// <summary>What the template of a message is called among its values.</summary>
    private const string Template = "{OriginalFormat}";

    private static readonly string[] ShortNames = ["trce", "dbug", "info", "warn", "fail", "crit"];

    private readonly LogLevel _least = call.Function.LogLevel switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= _least && logLevel < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        var text = formatter(state, exception);
        Write(logLevel, exception is null ? text : $"{text}\n{exception}", state as IEnumerable<KeyValuePair<string, object?>> ?? []);
    }

    /// <param name="values">What the message tells by name; JSON has them once more as fields.</param>
    public void Write(LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>> values)
    {
        if (!IsEnabled(level)) return;
        var time = call.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        call.WriteLog(call.Function.LogsJson
            ? Json(time, level, message, values)
            : $"{time}\t{call.Invocation.RequestId}\t{ShortNames[(int)level]}\t{message}");
    }

    private string Json(string time, LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time);
            json.WriteString("level", level.ToString());
            json.WriteString("requestId", call.Invocation.RequestId);
            if (call.Invocation.TraceHeader is { } trace) json.WriteString("traceId", trace);
            json.WriteString("message", message);
            foreach (var (name, value) in values)
            {
                if (name != Template) json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
