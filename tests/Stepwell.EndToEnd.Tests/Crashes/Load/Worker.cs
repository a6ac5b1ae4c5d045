using System.Text.Json;
using Stepwell.EndToEnd.Tests.Crashes.Facts;

namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>
/// Takes tasks of an activity. Sends heartbeats, succeeds, fails, answers twice at once, and forgets what it was to do. A task that brings
/// somebody else's token is a courier's: the token gets an answer as well.
/// </summary>
internal sealed class Worker(Connection connection, Ledger ledger, string activity, Random random) : IActor
{
    public async Task<bool> ActAsync()
    {
        if (await connection.AskAsync("GetActivityTask", new() { ["activityArn"] = activity }) is not { } answer)
            return false;
        if (!answer.Body.TryGetProperty("taskToken", out var given) || given.GetString() is not { Length: > 0 } token)
            return true;
        using var input = JsonDocument.Parse(answer.Text("input"));
        var execution = input.RootElement.GetProperty("execution").GetString()!;
        ledger.Give(execution, token);
        if (!input.RootElement.TryGetProperty("token", out var callersToken))
            return await AnswerAsync(execution, token);
        return await AnswerAsync(input.RootElement.GetProperty("caller").GetString()!, callersToken.GetString()!)
            && await connection.SendAsync(Success(execution, token));
    }

    private async Task<bool> AnswerAsync(string execution, string token) => random.Next(100) switch
    {
        < 2 => true,
        < 12 => await connection.SendAsync(new Heartbeat(execution, token)) && await connection.SendAsync(Success(execution, token)),
        < 20 => await TwiceAsync(execution, token),
        < 30 => await connection.SendAsync(Failure(execution, token, Workflows.Busy)),
        < 33 => await connection.SendAsync(Failure(execution, token, Workflows.Refused)),
        _ => await connection.SendAsync(Success(execution, token)),
    };

    private async Task<bool> TwiceAsync(string execution, string token)
    {
        var answers = await Task.WhenAll(connection.SendAsync(Success(execution, token)), connection.SendAsync(Success(execution, token)));
        return answers.All(isAnswered => isAnswered);
    }

    private Result Success(string execution, string token) => new(execution, token, $"done-{ledger.NextNumber()}", error: null);

    private Result Failure(string execution, string token, string error) => new(execution, token, $"failed-{ledger.NextNumber()}", error);
}
