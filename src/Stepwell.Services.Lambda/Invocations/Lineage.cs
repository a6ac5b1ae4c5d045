using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Services.Lambda.Invocations;

/// <summary>
/// Which functions have run in a chain of invocations, and how often: the field <c>Lineage</c> of the trace header, which SDKs inside of functions
/// send on as it came.
/// </summary>
/// <remarks>Lambda developer guide, "Use Lambda recursive loop detection to prevent infinite loops"; X-Ray developer guide, "Tracing header".</remarks>
internal static class Lineage
{
    /// <summary>How often a function may run in one chain.</summary>
    public const int MaxRuns = 16;

    /// <summary>Of one chain; beyond this those that came first are forgotten.</summary>
    private const int MaxFunctions = 64;

    private const string Field = "Lineage=";

    /// <summary>Stands for a function in the header.</summary>
    public static string HashOf(string functionArn) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(functionArn)).AsSpan(0, 4));

    /// <summary>The header after one more run of a function.</summary>
    public static string Continue(string? header, string functionHash)
    {
        var runs = Parse(header);
        var known = runs.FindIndex(run => run.Hash == functionHash);
        if (known < 0)
            runs.Add((functionHash, 1));
        else
            runs[known] = (functionHash, Math.Min(runs[known].Count + 1, MaxRuns + 1));
        var shown = runs.Skip(runs.Count - MaxFunctions).Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Hash}:{run.Count}"));
        return $"{(Without(header) is { Length: > 0 } others ? others + ";" : "")}{Field}{string.Join('|', shown)}";
    }

    /// <summary>Whether a function has run as often in the chain as it may.</summary>
    public static bool IsSpent(string? header, string functionHash) =>
        Parse(header).Exists(run => run.Hash == functionHash && run.Count >= MaxRuns);

    /// <summary>The other fields; null: there are none.</summary>
    public static string? Without(string? header)
    {
        if (header is null || !header.Contains(Field, StringComparison.OrdinalIgnoreCase))
            return header;
        var others = string.Join(';', header.Split(';').Where(field => !IsLineage(field)));
        return others.Length == 0 ? null : others;
    }

    /// <summary>What is malformed counts for nothing.</summary>
    private static List<(string Hash, int Count)> Parse(string? header)
    {
        List<(string Hash, int Count)> runs = [];
        if (header is null || !header.Contains(Field, StringComparison.OrdinalIgnoreCase) || header.Split(';').FirstOrDefault(IsLineage) is not { } field)
            return runs;
        foreach (var run in field.Trim()[Field.Length..].Split('|'))
        {
            var parts = run.Split(':');
            if (parts.Length >= 2 && parts[^2].Length == 8 && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                runs.Add((parts[^2], count));
        }
        return runs;
    }

    private static bool IsLineage(string field) => field.AsSpan().TrimStart().StartsWith(Field, StringComparison.OrdinalIgnoreCase);
}
