using System.Text;

namespace Stepwell.Functions.Logs;

/// <summary>The last 4 KB of what was appended.</summary>
internal sealed class LogTail
{
    private const int Capacity = 4096;

    private readonly byte[] _bytes = new byte[Capacity];
    private int _count;

    public void Append(string text)
    {
        var added = Encoding.UTF8.GetBytes(text).AsSpan();
        if (added.Length > Capacity) added = added[^Capacity..];
        var kept = Math.Min(_count, Capacity - added.Length);
        _bytes.AsSpan(_count - kept, kept).CopyTo(_bytes);
        added.CopyTo(_bytes.AsSpan(kept));
        _count = kept + added.Length;
    }

    public byte[] ToArray() => _bytes[.._count];
}
