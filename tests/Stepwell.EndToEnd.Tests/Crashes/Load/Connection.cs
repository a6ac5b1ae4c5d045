using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Crashes.Facts;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>To a server that may die at any time. What is asked for through it, and what is answered, gets into the ledger.</summary>
internal sealed class Connection(StepFunctionsClient client, Ledger ledger)
{
    /// <returns>Whether there was an answer.</returns>
    public async Task<bool> SendAsync(Request request)
    {
        ledger.Send(request);
        if (await AskAsync(request.Operation, request.Input) is { } answer)
        {
            ledger.Hear(request, answer);
            return true;
        }
        ledger.Lose(request);
        return false;
    }

    /// <returns>Null when nobody can say what became of it: no answer, or one that says as much.</returns>
    public async Task<Answer?> AskAsync(string operation, JsonObject input)
    {
        try
        {
            var answer = await client.SendAsync(operation, input);
            return answer.Status < 500 ? answer : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or HttpIOException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }
}
