using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stepwell.Functions.DotNet;

/// <summary>
/// Lines of the log as Lambda's .NET runtime writes them: time, request id, level and text between tabs, or objects of JSON. A line feed inside
/// a message goes out as a carriage return, since each line of the output is one event of the log. Thread-safe.
/// </summary>
internal sealed class FunctionLog
{
    private static readonly bool IsPlain =
        string.Equals(Environment.GetEnvironmentVariable("AWS_LAMBDA_HANDLER_LOG_FORMAT"), "Unformatted", StringComparison.OrdinalIgnoreCase);

    private static readonly bool IsJson =
        string.Equals(Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_FORMAT"), "JSON", StringComparison.OrdinalIgnoreCase);

    /// <summary>What Lambda calls them in configurations, in the order of .NET's.</summary>
    private static readonly string[] ConfiguredLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

    private static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];
    private static readonly string[] ShortLevels = ["trce", "dbug", "info", "warn", "fail", "crit"];

    private static readonly int Lowest =
        Array.IndexOf(ConfiguredLevels, Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_LEVEL")?.ToUpperInvariant());

    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly TimeProvider _clock;

    private FunctionLog(TimeProvider clock) => _clock = clock;

    public string RequestId { get; set; } = string.Empty;

    /// <summary>From now on, what the function writes to the console goes through the log that is returned.</summary>
    public static FunctionLog TakeConsole(TimeProvider clock)
    {
        var log = new FunctionLog(clock);
        Console.SetOut(TextWriter.Synchronized(new LineWriter(log, "Information")));
        Console.SetError(TextWriter.Synchronized(new LineWriter(log, "Error")));
        return log;
    }

    public void WriteError(string message) => Write("Error", message);

    /// <param name="level">A name of .NET's, such as <c>Information</c>. Any other is written as it is.</param>
    /// <param name="values">What the message tells by name; JSON has them once more as fields.</param>
    public void Write(string level, string message, Exception? error = null, IReadOnlyDictionary<string, object?>? values = null)
    {
        var index = Array.IndexOf(Levels, level);
        if (index >= 0 && index < Lowest)
            return;
        var time = _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (IsJson)
        {
            Send(Json(time, level, message, error, values));
            return;
        }
        var text = error is null ? message : $"{message}\n{error}";
        var line = text.Replace("\r\n", "\r", StringComparison.Ordinal).Replace('\n', '\r');
        Send(Encoding.UTF8.GetBytes(IsPlain ? line : $"{time}\t{RequestId}\t{(index < 0 ? level : ShortLevels[index])}\t{line}"));
    }

    private byte[] Json(string time, string level, string message, Exception? error, IReadOnlyDictionary<string, object?>? values)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", time);
            writer.WriteString("level", level);
            writer.WriteString("requestId", RequestId);
            if (Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") is { } trace)
                writer.WriteString("traceId", trace);
            writer.WriteString("message", message);
            foreach (var (name, value) in values ?? new Dictionary<string, object?>())
                writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            if (error is not null)
            {
                writer.WriteString("errorType", error.GetType().FullName);
                writer.WriteString("errorMessage", error.Message);
                writer.WriteStartArray("stackTrace");
                foreach (var frame in error.ToString().Split('\n'))
                    writer.WriteStringValue(frame);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        return json.ToArray();
    }

    private void Send(byte[] line)
    {
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        lock (_output)
            _output.Write(line);
    }

    /// <summary>Gathers what is written until a line ends.</summary>
    private sealed class LineWriter(FunctionLog log, string level) : TextWriter(CultureInfo.InvariantCulture)
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value == '\n')
                End();
            else if (value != '\r')
                _line.Append(value);
        }

        /// <summary>One message, also if it has several lines.</summary>
        public override void WriteLine(string? value)
        {
            _line.Append(value);
            End();
        }

        private void End()
        {
            log.Write(level, _line.ToString());
            _line.Clear();
        }
    }
}
