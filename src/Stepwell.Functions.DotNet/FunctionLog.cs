using System.Globalization;
using System.Text;

namespace Stepwell.Functions.DotNet;

/// <summary>
/// Lines of the log as Lambda's .NET runtime writes them: time, request id, level and text between tabs. A line feed inside a message goes
/// out as a carriage return, since each line of the output is one event of the log. Thread-safe.
/// </summary>
internal sealed class FunctionLog
{
    private static readonly bool IsPlain =
        string.Equals(Environment.GetEnvironmentVariable("AWS_LAMBDA_HANDLER_LOG_FORMAT"), "Unformatted", StringComparison.OrdinalIgnoreCase);

    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly TimeProvider _clock;

    private FunctionLog(TimeProvider clock) => _clock = clock;

    public string RequestId { get; set; } = string.Empty;

    /// <summary>From now on, what the function writes to the console goes through the log that is returned.</summary>
    public static FunctionLog TakeConsole(TimeProvider clock)
    {
        var log = new FunctionLog(clock);
        Console.SetOut(TextWriter.Synchronized(new LineWriter(log, "info")));
        Console.SetError(TextWriter.Synchronized(new LineWriter(log, "fail")));
        return log;
    }

    public void WriteError(string message) => Write("fail", message);

    /// <param name="level">A name of Lambda's, such as <c>Information</c>, or its short form.</param>
    public void Write(string level, string message)
    {
        var line = message.Replace("\r\n", "\r", StringComparison.Ordinal).Replace('\n', '\r');
        if (!IsPlain)
        {
            var time = _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
            line = $"{time}\t{RequestId}\t{Short(level)}\t{line}";
        }
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_output)
            _output.Write(bytes);
    }

    private static string Short(string level) => level switch
    {
        "Trace" => "trce",
        "Debug" => "dbug",
        "Information" => "info",
        "Warning" => "warn",
        "Error" => "fail",
        "Critical" => "crit",
        _ => level,
    };

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
