using System.Buffers;
using System.Text;

namespace Stepwell.Functions.Logs;

/// <summary>
/// The log stream of one environment: lines of its processes, and those that Lambda writes around each invocation. Thread-safe.
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
/// </summary>
internal sealed class EnvironmentLog(FunctionSpec spec, IFunctionLogs sink, string stream, TimeProvider time)
{
    /// <summary>What one event of a log holds at most; longer lines become several.</summary>
    private const int LongestLineBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _unended = new();
    private readonly SystemLevel _leastOfSystem = Enum.TryParse<SystemLevel>(spec.SystemLogLevel, ignoreCase: true, out var level) ? level : SystemLevel.Info;
    private List<FunctionLogLine> _lines = [];
    private LogTail? _tail;

    public string Stream => stream;

    /// <summary>The line waits for the next ones: a short invocation is one write.</summary>
    public void Begin(string requestId, bool wantsTail)
    {
        lock (_gate)
        {
            _tail = wantsTail ? new LogTail() : null;
            Add(PlatformEvents.Start(requestId, spec.Version));
        }
    }

    /// <summary>Output of the processes, cut anywhere.</summary>
    public void Append(ReadOnlySpan<byte> output)
    {
        lock (_gate)
        {
            while (output.IndexOf((byte)'\n') is var end and >= 0)
            {
                EndLine(output[..(end + 1)]);
                output = output[(end + 1)..];
            }

            while (_unended.WrittenCount + output.Length > LongestLineBytes)
            {
                var part = output[..Math.Min(output.Length, LongestLineBytes - _unended.WrittenCount)];
                output = output[part.Length..];
                EndLine(part);
            }

            _unended.Write(output);
            Flush();
        }
    }

    /// <summary>Something that Lambda says.</summary>
    public void Tell(PlatformEvent what)
    {
        lock (_gate)
        {
            EndLine([]);
            Add(what);
            Flush();
        }
    }

    /// <summary>A line of Lambda's own, which logs that are JSON do not have: their events tell it.</summary>
    public void Note(string line)
    {
        if (spec.LogsJson) return;
        lock (_gate)
        {
            EndLine([]);
            Add(line + "\n");
            Flush();
        }
    }

    /// <summary>Returns the last 4 KB, if they were asked for.</summary>
    /// <param name="producedBytes">Of the answer.</param>
    public ReadOnlyMemory<byte>? End(InvocationReport report, long producedBytes)
    {
        lock (_gate)
        {
            EndLine([]);
            Add(PlatformEvents.RuntimeDone(report.RequestId, report.Duration, producedBytes, report.Fault));
            Add(PlatformEvents.Done(report));
            Flush();
            var tail = _tail?.ToArray();
            _tail = null;
            return tail;
        }
    }

    private void EndLine(ReadOnlySpan<byte> rest)
    {
        if (_unended.WrittenCount == 0)
        {
            if (!rest.IsEmpty) AddOutput(rest);
            return;
        }

        _unended.Write(rest);
        AddOutput(_unended.WrittenSpan);
        // What one huge line took is given back.
        if (_unended.Capacity > LongestLineBytes / 4) _unended.Clear();
        _unended.ResetWrittenCount();
    }

    /// <summary>Runtimes write a carriage return where one message has several lines.</summary>
    private static string Text(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\r\n"u8)) line = line[..^2];
        var isEnded = line.EndsWith("\n"u8);
        var text = Encoding.UTF8.GetString(line).Replace('\r', '\n');
        return isEnded ? text : text + '\n';
    }

    private void AddOutput(ReadOnlySpan<byte> line)
    {
        if (!spec.LogsJson || ApplicationFilter.Keeps(line, spec.LogLevel)) Add(Text(line));
    }

    private void Add(PlatformEvent what)
    {
        if (!spec.LogsJson)
        {
            if (what.Text is { } text) Add(text);
        }
        else if (what.Level >= _leastOfSystem)
        {
            Add(what.ToJson(time.GetUtcNow()));
        }
    }

    private void Add(string message)
    {
        _lines.Add(new FunctionLogLine(time.GetUtcNow().ToUnixTimeMilliseconds(), message));
        _tail?.Append(message);
    }

    private void Flush()
    {
        if (_lines.Count == 0) return;
        var lines = _lines;
        _lines = [];
        sink.Write(spec, stream, lines);
    }
}
