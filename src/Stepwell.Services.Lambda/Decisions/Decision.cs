using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>What a command makes of a function. A refusal is thrown, in Lambda's words, before anything has changed.</summary>
/// <param name="Next">The same object: nothing changes; null: the function is gone.</param>
internal readonly record struct Decision(FunctionRecord? Next, object Answer)
{
    /// <summary>For commands whose caller only wants to know that it is done.</summary>
    public static Decision Done(FunctionRecord? next) => new(next, Lambda.Decisions.Done.Instance);
}

internal sealed class Done
{
    public static readonly Done Instance = new();
}

/// <summary>What decisions may ask.</summary>
/// <param name="ClaimedOfAccount">Concurrency that all functions of the account and region have reserved or provisioned.</param>
internal sealed record Situation(FunctionKey Key, DateTimeOffset Now, Func<long> NewId, Func<long> ClaimedOfAccount)
{
    public string NowText => TimeText.Format(Now);
}
