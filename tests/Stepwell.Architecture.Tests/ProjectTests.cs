using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stepwell.Architecture.Tests;

public sealed partial class ProjectTests
{
    [Fact]
    public void The_solution_holds_every_project() =>
        Assert.Equal(Project.All.Select(project => project.File), SolutionProjects().Order(StringComparer.Ordinal));

    [Fact]
    public void No_project_is_empty() =>
        Rule.Holds(
            from project in Project.All
            where !Repository.FilesUnder(project.Folder + "/", ".cs").Any()
            select project.Name);

    /// <summary>The executables are tested from outside, the generator through what it generates.</summary>
    [Fact]
    public void Every_library_has_its_test_project() =>
        Rule.Holds(
            Project.OfProduct.Select(project => project.Name)
                .Except(["Stepwell", "Stepwell.Functions.DotNet", "Stepwell.Wire.Generator"])
                .Where(name => !Project.OfTests.Any(tests => tests.Name == name + ".Tests")));

    [Fact]
    public void Every_test_project_has_tests() =>
        Rule.Holds(
            from project in Project.OfTests
            where !Repository.FilesUnder(project.Folder + "/", ".cs").Any(file => Attribute().IsMatch(Repository.Read(file)))
            select project.Name);

    [Fact]
    public void Every_pinned_package_is_used()
    {
        var references = Repository.FilesUnder("", ".csproj").Concat(Repository.FilesUnder("", ".props")).Select(Repository.Read).ToList();
        Rule.Holds(Project.PinnedPackages.Where(
            name => !references.Any(text => text.Contains($"PackageReference Include=\"{name}\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Rule.Holds(
            from project in Project.All
            where !Repository.Files.Contains(project.Folder + "/packages.lock.json")
            select project.Name);

    private static IEnumerable<string> SolutionProjects() =>
        XDocument.Parse(Repository.Read("Stepwell.slnx")).Descendants("Project").Select(project => (string)project.Attribute("Path")!);

    [GeneratedRegex(@"\[(Fact|Theory)\b")]
    private static partial Regex Attribute();
}
