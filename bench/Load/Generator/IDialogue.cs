namespace Stepwell.Bench.Load.Generator;

/// <summary>What clients say to a server, in turns. A turn is what is counted: an execution, a call, a task.</summary>
internal interface IDialogue
{
    /// <summary>Fills the client's hole and returns the first request of its turn.</summary>
    /// <param name="turn">From 0, over all clients.</param>
    RequestTemplate Begin(Client client, long turn);

    /// <summary>What to do on an answer.</summary>
    /// <param name="elapsed">On the clock of the load.</param>
    Step Continue(Client client, ReadOnlySpan<byte> body, TimeSpan elapsed);
}

/// <summary>How a turn goes on.</summary>
/// <param name="Request">Null: it has ended.</param>
/// <param name="At">When it is to be sent, on the clock of the load; null: at once.</param>
internal readonly record struct Step(RequestTemplate? Request, TimeSpan? At = null)
{
    public static Step Ended => default;
}
