using System.Collections.Concurrent;

namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>
/// Account and region of an ARN, and what is counted for them, without making the same texts again and again. Thread-safe.
/// </summary>
internal sealed class AccountScopes
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, AccountScope> _scopes = new(StringComparer.Ordinal);

    /// <param name="arn"><c>arn:aws:states:region:account:…</c></param>
    public AccountScope Of(string arn)
    {
        var text = TextOf(arn);
        if (_scopes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
            return known;
        if (_scopes.Count >= Capacity)
            _scopes.Clear();
        return _scopes.GetOrAdd(text.ToString(), static scope => new AccountScope(scope));
    }

    private static ReadOnlySpan<char> TextOf(ReadOnlySpan<char> arn)
    {
        var (start, end, colons) = (0, 0, 0);
        while (colons < 5)
        {
            var length = arn[end..].IndexOf(':');
            if (length < 0)
                throw new ArgumentException($"'{arn}' is no ARN.", nameof(arn));
            end += length + 1;
            if (++colons == 3)
                start = end;
        }
        return arn[start..(end - 1)];
    }
}

/// <param name="Text">Region and account, with a colon between them.</param>
internal sealed record AccountScope(string Text)
{
    public static AccountScope Of(string region, string accountId) => new($"{region}:{accountId}");

    public string Region { get; } = Text[..Text.IndexOf(':', StringComparison.Ordinal)];

    public string AccountId { get; } = Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Names the count of Standard executions that run. Part of what is on disk.</summary>
    public string OpenExecutions { get; } = $"sfn open executions {Text}";

    /// <summary>Names the count of those of one state machine, or of all children of a Map state.</summary>
    /// <param name="arn">Of the state machine, with the label of the Map state if it is that, or of an execution of it.</param>
    public string OpenExecutionsOf(ReadOnlySpan<char> arn)
    {
        var name = arn[(arn.IndexOf(Text, StringComparison.Ordinal) + Text.Length + 1)..];
        name = name[(name.IndexOf(':') + 1)..];
        var end = name.IndexOf(':');
        return $"{OpenExecutions}:{(end < 0 ? name : name[..end])}";
    }

    /// <summary>Names the count of Map Runs that run and do not wait. Part of what is on disk.</summary>
    public string OpenMapRuns { get; } = $"sfn open map runs {Text}";

    /// <inheritdoc cref="OpenExecutions"/>
    public string StateMachines { get; } = $"sfn state machines {Text}";

    /// <inheritdoc cref="OpenExecutions"/>
    public string Activities { get; } = $"sfn activities {Text}";
}
