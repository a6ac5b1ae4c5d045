namespace Stepwell.Architecture.Tests;

internal static class Rule
{
    /// <summary>Passes when nothing breaks the rule; otherwise fails with one line for each thing that does.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
            Assert.Fail(string.Join('\n', found.Prepend($"{found.Count} found:")));
    }
}
