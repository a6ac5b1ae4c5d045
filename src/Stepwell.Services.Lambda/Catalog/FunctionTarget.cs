using Stepwell.Functions;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>What an invocation is for, once its names are resolved.</summary>
/// <param name="FunctionArn">Without a qualifier.</param>
/// <param name="InvokedArn">With the qualifier that the caller gave, if it gave one.</param>
/// <param name="Qualifier">That qualifier: a version or an alias; null: none.</param>
/// <param name="Spec">Of the version that was chosen, also where an alias has two.</param>
/// <param name="IsActive">False: it cannot be invoked now.</param>
/// <param name="ReservedConcurrency">Null: it shares what the account has left.</param>
internal sealed record FunctionTarget(
    string AccountId,
    string Region,
    string FunctionName,
    string FunctionArn,
    string InvokedArn,
    string? Qualifier,
    FunctionSpec Spec,
    bool IsActive,
    int? ReservedConcurrency,
    EventSettings Events)
{
    /// <summary>The function's name, with the qualifier if there is one, as metrics have it.</summary>
    public string Resource { get; } = Qualifier is null ? FunctionName : $"{FunctionName}:{Qualifier}";

    /// <summary>Stands for the function in the lineage of invocations.</summary>
    public string LineageHash { get; } = Invocations.Lineage.HashOf(FunctionArn);

    /// <summary>The handler that this process would have to have registered; null: nothing is missing.</summary>
    public string? MissingHandler { get; init; }

    /// <summary>Environments that its version has, or is to have, ahead of invocations.</summary>
    public int ProvisionedConcurrency { get; init; }

    /// <summary>Whether it may run as often as it likes in one chain of invocations.</summary>
    public bool AllowsLoops { get; init; }

    public bool IsAlias { get; } = Qualifier is not null && !Naming.FunctionReference.IsVersion(Qualifier);
}

/// <summary>What becomes of events that were queued, for one function and qualifier.</summary>
/// <param name="OnSuccessArn">Null: nobody is told. The same holds for the others.</param>
internal sealed record EventSettings(
    int MaximumRetryAttempts, int MaximumEventAgeSeconds, string? OnSuccessArn, string? OnFailureArn, string? DeadLetterArn)
{
    public static readonly EventSettings Default = new(2, 21_600, null, null, null);
}

/// <summary>Finds what an invocation is for. Answers from memory as far as possible; what was changed before a call began is seen by it. Thread-safe.</summary>
internal interface IFunctionCatalog
{
    /// <param name="functionName">A name, a partial ARN or an ARN, perhaps with a qualifier.</param>
    /// <exception cref="Wire.AwsException">There is no such function or qualifier, or the names contradict each other; as Lambda says it.</exception>
    ValueTask<FunctionTarget> Find(string accountId, string region, string functionName, string? qualifier, CancellationToken cancellation);
}
