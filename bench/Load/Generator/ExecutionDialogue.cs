using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>A turn starts an execution and asks for it until it has ended.</summary>
/// <param name="describe">Null when the answer to the start tells the end.</param>
/// <param name="names">The prefix of the names, which no other dialogue with the same server has.</param>
/// <param name="status">With which they are to end.</param>
/// <param name="isPatient">
/// Executions take a while: ask when seven tenths of the usual time are over, and then every tenth of it, as a client would that does not
/// want to be a load of its own. Latencies are overstated by a twentieth that way.
/// </param>
internal sealed class ExecutionDialogue(
    RequestTemplate start, RequestTemplate? describe, string names, bool isPatient = false, string status = "SUCCEEDED") : IDialogue
{
    private const double FirstShare = 0.7;
    private const double NextShare = 0.1;
    private const double Inertia = 0.8;

    private readonly byte[] _end = Encoding.ASCII.GetBytes($"\"{status}\"");
    private TimeSpan _usual;

    public RequestTemplate Begin(Client client, long turn)
    {
        client.Hole = NameOf(names, turn);
        return start;
    }

    public Step Continue(Client client, ReadOnlySpan<byte> body, TimeSpan elapsed)
    {
        var isAcknowledgement = client.Answers == 1;
        if (describe is not null && (isAcknowledgement || body.IndexOf("\"RUNNING\""u8) >= 0))
            return new Step(describe, isPatient ? NextLook(client, elapsed, isAcknowledgement) : null);
        if (body.IndexOf(_end) < 0)
            throw new IOException($"An execution did not end with {status}: {Encoding.UTF8.GetString(body)}");
        // Whoever had ended at the first look may have done so long before.
        var taken = (elapsed - client.Started) * (client.Answers == 2 ? FirstShare : 1);
        _usual = _usual == default ? taken : (_usual * Inertia) + (taken * (1 - Inertia));
        return Step.Ended;
    }

    /// <summary>The name of the execution that was started by that turn.</summary>
    public static byte[] NameOf(string names, long turn) => Encoding.ASCII.GetBytes($"{names}{turn:x8}");

    private TimeSpan NextLook(Client client, TimeSpan elapsed, bool isFirst)
    {
        var next = isFirst ? client.Started + (_usual * FirstShare) : elapsed + (_usual * NextShare);
        return next > elapsed ? next : elapsed;
    }
}
