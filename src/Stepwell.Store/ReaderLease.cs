namespace Stepwell.Store;

/// <summary>A borrowed reader. Dispose it once, after all enumerations made from it have ended.</summary>
public readonly struct ReaderLease : IDisposable
{
    private readonly Action<IStoreReader>? _giveBack;

    /// <param name="giveBack">Called when it is disposed; null: nobody wants it back.</param>
    public ReaderLease(IStoreReader reader, Action<IStoreReader>? giveBack)
    {
        Reader = reader;
        _giveBack = giveBack;
    }

    public IStoreReader Reader { get; }

    public void Dispose() => _giveBack?.Invoke(Reader);
}
