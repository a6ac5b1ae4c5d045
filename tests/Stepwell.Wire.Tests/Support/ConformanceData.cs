using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Support;

/// <summary>Where the conformance data lies: beside the repository, or where STEPWELL_CONFORMANCE points.</summary>
internal static class ConformanceData
{
    private static readonly string? Folder = Find();

    /// <summary>Reads a file, or skips the test that asks.</summary>
    public static JsonNode Read(string path)
    {
        Assert.SkipWhen(Folder is null, "skipped: no conformance data");
        return JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, path)))!;
    }

    /// <summary>As <see cref="Read"/> for theory data, which cannot skip: null where there is no data.</summary>
    public static JsonNode? TryRead(string path) => Folder is null ? null : JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, path)));

    private static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("STEPWELL_CONFORMANCE");
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); folder is null && up is not null; up = up.Parent)
            if (File.Exists(Path.Combine(up.FullName, "Stepwell.slnx")))
                folder = Path.Combine(up.Parent!.FullName, "shared", "conformance");
        return Directory.Exists(folder) ? folder : null;
    }
}
