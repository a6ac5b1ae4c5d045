using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>What a client asked for, once or more often. Guarded by the ledger that it is entered in.</summary>
/// <param name="execution">The ARN of the execution that it is about; null for one whose ARN is not known.</param>
internal abstract class Request(string operation, string? execution, JsonObject input)
{
    public string Operation => operation;

    public string? Execution => execution;

    public JsonObject Input => input;

    public bool IsAcknowledged { get; protected set; }

    /// <summary>How many attempts got no answer: the server may have done what it was asked for, or not.</summary>
    public int LostAttempts { get; private set; }

    /// <summary>Whether a client that got no answer may ask again, and mean the same.</summary>
    public virtual bool IsRepeatable => true;

    public void Lose() => LostAttempts++;

    /// <returns>Why the server must not say that; null when it may.</returns>
    public abstract string? Hear(Answer answer);

    public override string ToString() => $"{Operation} {Input.ToJsonString()}";

    protected string Unexpected(Answer answer) => $"{this} was answered {answer.Status} {answer.Body}";
}
