namespace Stepwell.Bench.Load.Generator;

/// <summary>A turn takes a task of an activity and ends it with success.</summary>
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
        return new Step(client.Hole.IsEmpty ? poll : succeed);
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
