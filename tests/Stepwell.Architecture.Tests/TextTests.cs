using System.Text.RegularExpressions;

namespace Stepwell.Architecture.Tests;

public sealed partial class TextTests
{
    private static readonly string[] Binary = [".png", ".jpg", ".ico", ".db", ".bin", ".zip"];

    /// <summary>Split where they would otherwise find themselves.</summary>
    private static readonly (string Text, string Reason)[] Banned =
    [
        ("TO" + "DO", "finish it or leave it out"),
        ("FIX" + "ME", "fix it"),
        ("/wo" + "rk/", "a path of one machine"),
        ("/ro" + "ot/", "a path of one machine"),
        ("/ho" + "me/", "a path of one machine"),
        ("registry." + "npmjs.org", "which registry is used is the user's choice"),
        ("api." + "nuget.org", "which registry is used is the user's choice"),
        ("pypi" + ".org", "which registry is used is the user's choice"),
    ];

    private static IEnumerable<string> TextFiles => Repository.Files.Where(file => !Binary.Contains(Path.GetExtension(file)));

    [Fact]
    public void No_file_holds_a_banned_word() =>
        Rule.Holds(
            from file in TextFiles
            from line in Repository.Lines(file).Index()
            from banned in Banned
            where line.Item.Contains(banned.Text, StringComparison.Ordinal)
            select $"{file}:{line.Index + 1} says {banned.Text}: {banned.Reason}");

    [Fact]
    public void No_text_points_to_an_issue_number() =>
        Rule.Holds(
            from file in TextFiles
            where Path.GetExtension(file) is ".cs" or ".md" or ".mjs" or ""
            from line in Repository.Lines(file).Index()
            where IssueNumber().IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}");

    [Fact]
    public void Every_file_ends_with_one_line_break_and_has_unix_line_ends() =>
        Rule.Holds(
            from file in TextFiles
            let text = Repository.Read(file)
            where text.Length > 0 && (!text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal) || text.Contains('\r'))
            where Path.GetFileName(file) is not ("packages.lock.json" or "package-lock.json")
            select file);

    [GeneratedRegex(@"\b(issue|bug|ticket) #?\d+", RegexOptions.IgnoreCase)]
    private static partial Regex IssueNumber();
}
