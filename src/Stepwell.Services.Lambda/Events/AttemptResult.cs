using Stepwell.Functions;
using Stepwell.Services.Lambda.Catalog;

namespace Stepwell.Services.Lambda.Events;

/// <summary>What became of an attempt to run a function for an event.</summary>
internal abstract record AttemptResult
{
    /// <summary>The function ran, and may have failed.</summary>
    public sealed record Ran(FunctionTarget Target, InvocationOutcome Outcome) : AttemptResult;

    /// <summary>It did not run, for a reason that passes: as many run as may, or this server could not.</summary>
    public sealed record NotNow : AttemptResult;

    /// <summary>It did not run and will not.</summary>
    /// <param name="Condition">As <see cref="DestinationRecord"/> names it.</param>
    public sealed record GivenUp(FunctionTarget Target, string Condition) : AttemptResult;

    /// <summary>There is no such function or qualifier any more.</summary>
    public sealed record NoTarget : AttemptResult;
}
