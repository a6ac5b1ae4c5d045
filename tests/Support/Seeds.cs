using System.Globalization;

namespace Stepwell.Testing;

/// <summary>
/// STEPWELL_SEEDS=first-last says which seeds run instead of the usual ones; STEPWELL_SEED, or a STEPWELL_SEEDS of one number, names the only one.
/// </summary>
internal static class Seeds
{
    public static TheoryData<int> First(int count)
    {
        var range = (Variable("STEPWELL_SEED") ?? Variable("STEPWELL_SEEDS") ?? $"1-{count}").Split('-');
        var first = int.Parse(range[0], CultureInfo.InvariantCulture);
        var last = int.Parse(range[^1], CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(first, last - first + 1)];
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
