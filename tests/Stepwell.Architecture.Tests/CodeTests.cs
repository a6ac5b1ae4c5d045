using System.Text.RegularExpressions;

namespace Stepwell.Architecture.Tests;

public sealed partial class CodeTests
{
    private const int LongestFileLines = 400;
    private const int LongestLineCharacters = 180;

    [Fact]
    public void Files_of_the_product_fit_in_the_head() =>
        Rule.Holds(
            from file in Repository.FilesUnder("src/", ".cs")
            let lines = Repository.Lines(file).Length
            where lines > LongestFileLines
            select $"{file} has {lines} lines, {LongestFileLines} is the most");

    /// <summary>Tests may hold longer lines: their data.</summary>
    [Fact]
    public void Lines_of_the_product_fit_on_a_screen() =>
        Rule.Holds(
            from file in Repository.FilesUnder("src/", ".cs")
            from line in Repository.Lines(file).Index()
            where line.Item.Length > LongestLineCharacters
            select $"{file}:{line.Index + 1} has {line.Item.Length} characters, {LongestLineCharacters} is the most");

    /// <summary>Types that an older framework lacks keep the namespace in which the compiler looks for them.</summary>
    [Fact]
    public void Namespaces_equal_project_and_folder() =>
        Rule.Holds(
            from project in Project.All
            where !project.File.StartsWith("examples/", StringComparison.Ordinal)
            from file in Repository.FilesUnder(project.Folder + "/", ".cs")
            let declared = Namespace().Match(Repository.Read(file))
            let expected = NamespaceFor(project, file)
            where declared.Success && declared.Groups["name"].Value != expected
            where !declared.Groups["name"].Value.StartsWith("System.", StringComparison.Ordinal)
            select $"{file} declares {declared.Groups["name"].Value}, not {expected}");

    [Fact]
    public void Test_names_are_sentences() =>
        Rule.Holds(
            from project in Project.OfTests
            from file in Repository.FilesUnder(project.Folder + "/", ".cs")
            from Match test in Test().Matches(Repository.Read(file))
            let name = test.Groups["name"].Value
            where !Sentence().IsMatch(name)
            select $"{file}: {name}");

    private static string NamespaceFor(Project project, string file)
    {
        var folder = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!);
        return folder == "." ? project.Name : $"{project.Name}.{folder.Replace('/', '.').Replace('\\', '.')}";
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[(Fact|Theory)\b[^\r\n]*\](\s*\[[^\r\n]*\])*\s*public (static )?(async )?[\w<>]+ (?<name>\w+)\(")]
    private static partial Regex Test();

    /// <summary>Three words or more, the first with a capital.</summary>
    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();
}
