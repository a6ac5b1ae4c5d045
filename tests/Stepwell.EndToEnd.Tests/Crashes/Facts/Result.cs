using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>The outcome of a task, with a mark that no other has and that its history shows.</summary>
/// <param name="error">Null for a success, whose output is the mark; else the mark is the cause.</param>
internal sealed class Result(string execution, string token, string mark, string? error) : Request(
    error is null ? "SendTaskSuccess" : "SendTaskFailure",
    execution,
    error is null
        ? new JsonObject { ["taskToken"] = token, ["output"] = $"\"{mark}\"" }
        : new JsonObject { ["taskToken"] = token, ["error"] = error, ["cause"] = mark })
{
    public string Mark => mark;

    public string? Error => error;

    /// <summary>The server wanted none, and cannot have taken it before.</summary>
    public bool IsRefused { get; private set; }

    public override string? Hear(Answer answer)
    {
        if (answer.Error == "TaskTimedOut")
        {
            IsRefused = LostAttempts == 0 && !IsAcknowledged;
            return null;
        }
        if (!answer.IsSuccess)
            return Unexpected(answer);
        var isTwice = IsAcknowledged || IsRefused;
        IsAcknowledged = true;
        return isTwice ? $"Result {mark} of {Execution} was accepted after it had been settled" : null;
    }
}
