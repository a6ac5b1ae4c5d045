namespace Stepwell.Functions.Runtimes;

/// <summary>Folders in which programs are looked for, in their order.</summary>
public sealed record SearchPath(IReadOnlyList<string> Folders)
{
    /// <summary>The PATH of this process, read anew each time.</summary>
    public static SearchPath OfThisProcess =>
        new((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>All programs of this name.</summary>
    public IEnumerable<string> Programs(string name) => Folders.Select(folder => Path.Combine(folder, name)).Where(File.Exists);
}
