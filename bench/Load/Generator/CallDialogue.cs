namespace Stepwell.Bench.Load.Generator;

/// <summary>A turn is one call; every answer but an error ends it.</summary>
/// <param name="nameOf">Fills the hole of the request, by turn; null: it has none.</param>
internal sealed class CallDialogue(RequestTemplate call, Func<long, byte[]>? nameOf = null) : IDialogue
{
    public RequestTemplate Begin(Client client, long turn)
    {
        if (nameOf is not null)
            client.Hole = nameOf(turn);
        return call;
    }

    public Step Continue(Client client, ReadOnlySpan<byte> body, TimeSpan elapsed) => Step.Ended;
}
