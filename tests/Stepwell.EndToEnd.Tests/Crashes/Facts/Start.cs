using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>Under a name that no other execution of its machine has.</summary>
internal sealed class Start(string machine, string name, string input) : Request(
    "StartExecution",
    $"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}",
    new JsonObject { ["stateMachineArn"] = machine, ["name"] = name, ["input"] = input })
{
    public string Machine => machine;

    public string Name => name;

    public string GivenInput => input;

    /// <summary>Null when only an answer said it that came after its execution had ended.</summary>
    public decimal? StartDate { get; private set; }

    public override string? Hear(Answer answer)
    {
        if (answer.Error == "ExecutionAlreadyExists")
        {
            if (!IsAcknowledged && LostAttempts == 0)
                return $"{Execution} is there before it was started";
            IsAcknowledged = true;
            return null;
        }
        if (!answer.IsSuccess)
            return Unexpected(answer);
        var date = answer.Body.GetProperty("startDate").GetDecimal();
        var isOther = StartDate is not null && StartDate != date;
        IsAcknowledged = true;
        StartDate ??= date;
        return isOther ? $"{Execution} was started at {StartDate} and again at {date}" : null;
    }
}
