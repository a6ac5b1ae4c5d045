namespace Stepwell.EndToEnd.Tests.Linearizability;

/// <summary>All that an execution of one activity task is, for one who asks one question after another.</summary>
/// <param name="Status">Null: there is none of that name.</param>
/// <param name="StartDate">Null: nobody has seen it yet. So are stop dates.</param>
/// <param name="Result">The output or the error with which it ended.</param>
/// <param name="Token">That of the task under way, once a worker has it.</param>
internal sealed record ExecutionState(
    string? Status = null, string Input = "", string? StartDate = null, string? StopDate = null, string? Result = null, int Redrives = 0, string? Token = null)
{
    public static readonly ExecutionState None = new();

    public bool Exists => Status is not null;

    public bool IsRunning => Status == "RUNNING";

    public ExecutionState End(string status, string result, string? stopDate = null) =>
        this with { Status = status, Result = result, StopDate = stopDate, Token = null };
}
