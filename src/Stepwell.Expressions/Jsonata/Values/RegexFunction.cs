using Stepwell.Expressions.Jsonata.Formatting;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>What a regular expression is: a function that gives the first match in a text, and from there the next.</summary>
internal sealed class RegexFunction(RegexLiteral regex, int position) : Function
{
    public override int Arity => 2;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var text = arguments.Length > 0 && arguments[0].IsString ? arguments[0].Text() : string.Empty;
        return First(text) is { } match ? ToObject(match) : default;
    }

    public RegexMatch? First(string text) => regex.Match(text);

    /// <summary>The match after another one, or null.</summary>
    /// <exception cref="JsonataException">It matches nothing, so that there would be no end: D1004.</exception>
    public RegexMatch? Next(RegexMatch match)
    {
        try
        {
            return match.Next();
        }
        catch (JsonataException e) when (e.PassesCall(token: null, position))
        {
            throw;
        }
    }

    public static Items GroupsOf(RegexMatch match)
    {
        var groups = new Items(capacity: match.Groups.Length);
        foreach (var group in match.Groups) groups.Add(group is null ? default(Value) : group);
        return groups;
    }

    /// <summary>The object that replacement functions get.</summary>
    public Value ToObject(RegexMatch match)
    {
        var result = new Members(5);
        result.Set("match", match.Text);
        result.Set("start", (double)match.Start);
        result.Set("end", (double)match.End);
        result.Set("groups", new Value(GroupsOf(match)));
        result.Set("next", new Value(new NextMatchFunction(this, match)));
        return new Value(result);
    }
}
