using System.Collections.Concurrent;

namespace Stepwell.EndToEnd.Tests.Crashes;

/// <summary>What must not be and was seen. Thread-safe.</summary>
internal sealed class Violations
{
    private const int MostShown = 10;

    private readonly ConcurrentQueue<string> _texts = new();

    public int Count => _texts.Count;

    public void Add(string text) => _texts.Enqueue(text);

    public void Expect(bool holds, string text)
    {
        if (!holds)
            Add(text);
    }

    public override string ToString() => string.Join('\n', _texts.Take(MostShown));
}
