using Stepwell.Expressions.Jsonata.Formatting;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>The member <c>next</c> of a match.</summary>
internal sealed class NextMatchFunction(RegexFunction regex, RegexMatch match) : Function
{
    public override int Arity => 0;

    public override Value Call(Value[] arguments, in CallSite site) => regex.Next(match, site.Evaluator) is { } next ? regex.ToObject(next) : default;
}
