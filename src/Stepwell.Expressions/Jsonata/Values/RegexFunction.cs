using Stepwell.Expressions.Jsonata.Formatting;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>
/// What a regular expression is: a function that gives the first match in a text, and from there the next. A second argument says from
/// where on it looks, which <c>$filter</c> and <c>$map</c> give it with the index of an item. So does the reference.
/// </summary>
internal sealed class RegexFunction(RegexLiteral regex, int position) : Function
{
    public override int Arity => 2;

    public override Value Call(Value[] arguments, in CallSite site)
    {
        var text = CoercedText.Of(arguments.Length > 0 ? arguments[0] : default, site.Evaluator);
        var start = arguments.Length > 1 && arguments[1].IsNumber ? Math.Max(0, Math.Truncate(arguments[1].Number())) : 0;
        if (start > text.Length) return default;
        return First(text, site.Evaluator, double.IsNaN(start) ? 0 : (int)start) is { } match ? ToObject(match) : default;
    }

    public RegexMatch? First(string text, Evaluator evaluator, int start = 0)
    {
        var match = regex.Match(text, start);
        evaluator.CheckTime();
        return match;
    }

    /// <summary>The match after another one, or null.</summary>
    /// <exception cref="JsonataException">It matches nothing, so that there would be no end: D1004.</exception>
    public RegexMatch? Next(RegexMatch match, Evaluator evaluator)
    {
        try
        {
            evaluator.CheckTime();
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
