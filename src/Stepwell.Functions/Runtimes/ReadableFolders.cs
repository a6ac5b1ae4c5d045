namespace Stepwell.Functions.Runtimes;

/// <summary>What an interpreter needs to read, apart from folders that every process may read.</summary>
internal static class ReadableFolders
{
    private static readonly string[] OfEveryone = ["/usr", "/bin", "/lib", "/lib64"];

    public static IReadOnlyList<string> Of(params string[] folders) =>
        [.. folders.Where(folder => !OfEveryone.Any(known => IsWithin(folder, known))).Distinct()];

    private static bool IsWithin(string folder, string known) => folder == known || folder.StartsWith(known + "/", StringComparison.Ordinal);
}
