namespace Stepwell.Expressions.Tests.Recorded;

/// <summary>Where the recorded conversations with AWS are, if they are.</summary>
internal static class ConformanceData
{
    public const string Absent = "skipped: no conformance data";

    /// <summary>The conformance folder, or null.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("STEPWELL_CONFORMANCE");
        var folder = named ?? Path.Combine(RepositoryRoot(), "..", "shared", "conformance");
        return Directory.Exists(folder) ? folder : null;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stepwell.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
