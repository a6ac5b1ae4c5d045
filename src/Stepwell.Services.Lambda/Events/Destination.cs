using System.Security.Cryptography;
using System.Text;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Events;

/// <summary>A function that is told how an event ended. Queues, topics and event buses are not there yet.</summary>
/// <param name="Qualifier">Null: none.</param>
internal sealed record Destination(string FunctionArn, string? Qualifier)
{
    /// <summary>Null: it is no function.</summary>
    public static Destination? Of(string arn)
    {
        var parts = arn.Split(':');
        return parts is ["arn", _, "lambda", _, _, "function", ..] && parts.Length is 7 or 8
            ? new Destination(
                new FunctionKey(parts[3], parts[4], parts[6]).Arn, parts.Length == 8 ? parts[7] : null)
            : null;
    }

    /// <summary>The id of the request that tells it: the same however often the end of the event is decided.</summary>
    public string RequestIdOf(EventRow row)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.RequestId} {row.Id} {FunctionArn}"));
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
