namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>Where things lie, seen from a test.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>That of the tests, in the spelling of folders.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The server as built in the configuration of the tests.</summary>
    public static string BuiltServer => Path.Combine(Root, "artifacts", "bin", "Stepwell", Configuration, "stepwell.dll");

    /// <summary>The recorded conversations and their runner; null where they are not at hand.</summary>
    public static string? Conformance
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("STEPWELL_CONFORMANCE")
                ?? Path.GetFullPath(Path.Combine(Root, "..", "shared", "conformance"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Stepwell.slnx"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Stepwell.slnx is in no parent folder"));
}
