using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>One match of a regular expression; knows how to find the next one.</summary>
internal sealed class RegexMatch(RegexLiteral regex, string text, Match match)
{
    private ImmutableArray<string?> _groups;

    public string Text => match.Value;

    public int Start => match.Index;

    public int End => match.Index + match.Length;

    /// <summary>What the groups captured, the first is number 1; null for a group that took no part.</summary>
    public ImmutableArray<string?> Groups => _groups.IsDefault ? _groups = Capture() : _groups;

    /// <summary>The match after this one, or null.</summary>
    /// <exception cref="JsonataException">D1004: that match is empty, so that there would be no end of them.</exception>
    public RegexMatch? Next()
    {
        if (End >= text.Length) return null;
        var next = regex.Match(text, End);
        if (next is { Text.Length: 0 }) throw new JsonataException("D1004", JsonValue.String(regex.Pattern));
        return next;
    }

    private ImmutableArray<string?> Capture()
    {
        var groups = ImmutableArray.CreateBuilder<string?>(regex.GroupCount);
        for (var i = 1; i <= regex.GroupCount; i++) groups.Add(match.Groups[i] is { Success: true, Length: >= 0 } group ? group.Value : null);
        return groups.MoveToImmutable();
    }
}
