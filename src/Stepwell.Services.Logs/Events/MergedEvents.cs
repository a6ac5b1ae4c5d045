using Stepwell.Services.Logs.Storage;

namespace Stepwell.Services.Logs.Events;

/// <summary>Events of several streams in the order of a group.</summary>
internal static class MergedEvents
{
    private static readonly IComparer<(long, long, long)> Descending =
        Comparer<(long, long, long)>.Create((left, right) => right.CompareTo(left));

    /// <param name="streams">Each in order already.</param>
    public static IEnumerable<LogEventRow> Read(IReadOnlyList<IEnumerable<LogEventRow>> streams, bool isBackward)
    {
        var heads = new PriorityQueue<IEnumerator<LogEventRow>, (long, long, long)>(isBackward ? Descending : null);
        try
        {
            foreach (var stream in streams)
                Advance(stream.GetEnumerator());
            while (heads.TryPeek(out var head, out _))
            {
                // It stays in the queue meanwhile, to be disposed of with the others when nobody reads on.
                yield return head.Current;
                heads.Dequeue();
                Advance(head);
            }
        }
        finally
        {
            while (heads.TryDequeue(out var rest, out _))
                rest.Dispose();
        }

        void Advance(IEnumerator<LogEventRow> stream)
        {
            if (stream.MoveNext())
                heads.Enqueue(stream, (stream.Current.TimestampMs, stream.Current.StreamId, stream.Current.Sequence));
            else
                stream.Dispose();
        }
    }
}
