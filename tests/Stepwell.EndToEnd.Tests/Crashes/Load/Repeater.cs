using Stepwell.EndToEnd.Tests.Crashes.Facts;

namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>Asks again for some of what an earlier server did not answer, as SDKs do.</summary>
internal sealed class Repeater(Connection connection, IEnumerable<Request> lost, Random random) : IActor
{
    private readonly Queue<Request> _lost = new(lost.Where(_ => random.Next(2) == 0));

    public bool IsDone => _lost.Count == 0;

    public Task<bool> ActAsync() => connection.SendAsync(_lost.Dequeue());
}
