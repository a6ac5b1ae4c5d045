using System.Xml.Linq;

namespace Stepwell.Architecture.Tests;

/// <summary>What a project file says: its references, as plain names.</summary>
internal sealed record Project(string File, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Folder => Path.GetDirectoryName(File)!.Replace('\\', '/');

    public static IReadOnlyList<Project> All { get; } = [.. Repository.FilesUnder("", ".csproj").Select(Load)];

    public static IEnumerable<Project> OfProduct => All.Where(project => project.File.StartsWith("src/", StringComparison.Ordinal));

    public static IEnumerable<Project> OfTests => All.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal));

    /// <summary>The packages that have a central version.</summary>
    public static IEnumerable<string> PinnedPackages =>
        Includes(XDocument.Parse(Repository.Read("Directory.Packages.props")), "PackageVersion");

    private static Project Load(string file)
    {
        var document = XDocument.Parse(Repository.Read(file));
        return new Project(
            file,
            [.. Includes(document, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path))],
            [.. Includes(document, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(item => (string?)item.Attribute("Include")).OfType<string>();
}
