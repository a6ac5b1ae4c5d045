namespace Stepwell.Bench.Load.Generator;

/// <summary>A turn takes a task of an activity, of which there must be one, and ends it with success.</summary>
internal sealed class ActivityDialogue(RequestTemplate poll, RequestTemplate succeed) : IDialogue
{
    public RequestTemplate Begin(Client client, long turn)
    {
        client.Hole = [];
        return poll;
    }

    public Step Continue(Client client, ReadOnlySpan<byte> body, TimeSpan elapsed)
    {
        if (!client.Hole.IsEmpty)
            return Step.Ended;
        client.Hole = TokenIn(body);
        return client.Hole.IsEmpty ? throw new IOException("A poll was in vain, although there are tasks.") : new Step(succeed);
    }

    private static ReadOnlySpan<byte> TokenIn(ReadOnlySpan<byte> body)
    {
        var start = body.IndexOf(TokenName);
        if (start < 0)
            return [];
        var token = body[(start + TokenName.Length)..];
        return token[..token.IndexOf((byte)'"')];
    }

    private static ReadOnlySpan<byte> TokenName => "\"taskToken\":\""u8;
}
