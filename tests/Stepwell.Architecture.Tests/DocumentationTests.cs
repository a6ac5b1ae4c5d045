using System.Text.RegularExpressions;

namespace Stepwell.Architecture.Tests;

public sealed partial class DocumentationTests
{
    private const string Decisions = "docs/decisions/";
    private static readonly string[] PartsOfDecision = ["Context", "Decision", "Consequences"];

    private static IEnumerable<string> Pages => Repository.FilesUnder("", ".md");

    private static IEnumerable<string> DecisionPages =>
        Repository.FilesUnder(Decisions, ".md").Where(page => Path.GetFileName(page) != "README.md");

    [Fact]
    public void Every_link_leads_somewhere() =>
        Rule.Holds(
            from page in Pages
            from Match link in Link().Matches(Repository.Read(page))
            let target = link.Groups["target"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !Resolves(page, target)
            select $"{page} links to {target}");

    [Fact]
    public void Every_decision_has_its_own_number() =>
        Rule.Holds(
            from page in DecisionPages
            group page by Path.GetFileName(page)[..4] into numbered
            where !int.TryParse(numbered.Key, out _) || numbered.Count() > 1
            select string.Join(", ", numbered));

    [Fact]
    public void Every_decision_states_context_decision_and_consequences() =>
        Rule.Holds(
            from page in DecisionPages
            let text = Repository.Read(page)
            from part in PartsOfDecision
            where !text.Contains(part, StringComparison.OrdinalIgnoreCase)
            select $"{page} has no {part}");

    [Fact]
    public void The_list_of_decisions_is_complete()
    {
        var list = Repository.Read(Decisions + "README.md");
        Rule.Holds(DecisionPages.Where(page => !list.Contains(Path.GetFileName(page), StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_package_is_named_in_a_decision()
    {
        var decisions = string.Join('\n', DecisionPages.Select(Repository.Read));
        Rule.Holds(Project.PinnedPackages.Where(name => !decisions.Contains(name, StringComparison.Ordinal)));
    }

    private static bool Resolves(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0
            ? Repository.PathOf(page)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, Uri.UnescapeDataString(parts[0])));
        return parts.Length == 1 ? Path.Exists(file) : File.Exists(file) && Anchors(file).Contains(parts[1]);
    }

    /// <summary>The anchors that a page's headings get: lower case, spaces to hyphens, other signs gone.</summary>
    private static IEnumerable<string> Anchors(string file) =>
        Heading().Matches(File.ReadAllText(file))
            .Select(heading => NotInAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\[[^\]\r\n]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
