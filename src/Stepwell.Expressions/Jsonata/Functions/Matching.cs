using System.Collections.Immutable;
using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>
/// One match after the other, from a regular expression or from any function that answers in the same form:
/// <c>{match, start, end, groups, next}</c>.
/// </summary>
internal sealed class Matching
{
    private readonly CallSite _site;
    private readonly RegexFunction? _regex;
    private RegexMatch? _match;
    private Value _answer;

    public Matching(Function matcher, string text, in CallSite site)
    {
        _site = site;
        _regex = matcher as RegexFunction;
        if (_regex is not null) _match = _regex.First(text, site.Evaluator);
        else _answer = Checked(site.Evaluator.Apply(matcher, [text], site));
    }

    public bool IsFound => _regex is not null ? _match is not null : !_answer.IsUndefined;

    public string Text => _match?.Text ?? (Member("match") is { IsString: true } text ? text.Text() : string.Empty);

    public double Start => _match?.Start ?? NumberOf(Member("start"));

    public double End => _match is null ? NumberOf(Member("end")) : _match.End;

    public Value Groups => _match is null ? Member("groups") : new Value(RegexFunction.GroupsOf(_match));

    /// <summary>What the groups captured; null for one that took no part.</summary>
    public ImmutableArray<string?> Captures => _match?.Groups
        ?? [.. Member("groups").AsItems().ToArray().Select(group => group.IsString ? group.Text() : null)];

    /// <summary>The match in the form that functions get it.</summary>
    public Value AsObject => _match is null ? _answer : _regex!.ToObject(_match);

    public void Advance()
    {
        if (_regex is not null)
        {
            _match = _regex.Next(_match!, _site.Evaluator);
            return;
        }

        _site.Evaluator.Tick();
        var next = Member("next").Function ?? throw new JsonataException("T1010");
        _answer = Checked(_site.Evaluator.Apply(next, [], _site));
    }

    private Value Member(string name) => Lookup.Member(_answer, name);

    private static double NumberOf(in Value value) => value.IsNumber ? value.Number() : 0;

    private static Value Checked(in Value answer)
    {
        if (answer.IsUndefined) return answer;
        var isMatch = answer.IsObject
            && (Lookup.Member(answer, "start").IsNumber || Lookup.Member(answer, "groups").IsArray || Lookup.Member(answer, "next").Function is not null);
        return isMatch ? answer : throw new JsonataException("T1010");
    }
}
