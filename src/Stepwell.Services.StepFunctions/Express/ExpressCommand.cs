using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>What is asked of an asynchronous Express execution.</summary>
internal abstract record ExpressCommand
{
    /// <param name="Input">JSON text.</param>
    public sealed record Start(string StateMachineArn, long RevisionId, ReadOnlyMemory<byte> Input, string? TraceHeader) : ExpressCommand;

    /// <summary>It has ended: nothing is owed any longer.</summary>
    public sealed record Forget : ExpressCommand;
}

internal sealed record ExpressReply(DateTimeOffset StartDate);

/// <summary>Runs accepted executions. Called on partition loops: returns at once, never throws.</summary>
internal interface IExpressLauncher
{
    void Launch(ExpressRow execution);
}
