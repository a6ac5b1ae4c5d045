using System.Text;
using Stepwell.Services.Logs.Storage;

namespace Stepwell.Services.Logs.Events;

/// <summary>Counts what goes into one answer: up to so many events, or a mebibyte, but always the first.</summary>
/// <remarks>GetLogEvents and FilterLogEvents API reference, limit.</remarks>
internal sealed class AnswerSize(int maxEvents)
{
    private const int MaxBytes = 1024 * 1024;

    private int _events;
    private int _bytes;

    /// <returns>False when the event does not fit any more.</returns>
    public bool TryAdd(LogEventRow entry)
    {
        var bytes = Encoding.UTF8.GetByteCount(entry.Message);
        if (_events > 0 && (_events == maxEvents || _bytes + bytes > MaxBytes))
            return false;
        _events++;
        _bytes += bytes;
        return true;
    }
}
