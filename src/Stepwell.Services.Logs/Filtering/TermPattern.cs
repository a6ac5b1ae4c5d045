using System.Text.RegularExpressions;

namespace Stepwell.Services.Logs.Filtering;

/// <summary>
/// Terms: a message must contain all plain ones and none with a minus. Those with a question mark count only among themselves: one of
/// them is enough, and beside other terms they are ignored.
/// </summary>
internal sealed class TermPattern : FilterPattern
{
    private readonly List<Term> _required = [];
    private readonly List<Term> _optional = [];
    private readonly List<Term> _excluded = [];

    private TermPattern()
    {
    }

    public static TermPattern ParseTerms(string text)
    {
        var pattern = new TermPattern();
        var scanner = new Scanner(text);
        while (scanner.SkipSpace())
        {
            var terms = scanner.Current switch { '?' => pattern._optional, '-' => pattern._excluded, _ => pattern._required };
            if (terms != pattern._required)
                scanner.Advance();
            terms.Add(ParseTerm(scanner));
        }
        return pattern;
    }

    public override bool Matches(string message)
    {
        foreach (var term in _excluded)
            if (term.IsIn(message))
                return false;
        foreach (var term in _required)
            if (!term.IsIn(message))
                return false;
        return _required.Count + _excluded.Count > 0 || _optional.Count == 0 || _optional.Exists(term => term.IsIn(message));
    }

    private static Term ParseTerm(Scanner scanner)
    {
        if (scanner.IsAtEnd)
            throw new FilterPatternException("Invalid filter pattern: a term is missing at the end.");
        if (scanner.Current == '"')
            return new Term(scanner.Quoted(), Regex: null);
        if (scanner.Current == '%')
            return new Term("", scanner.Regex());
        var word = scanner.While(c => !char.IsWhiteSpace(c));
        return word.All(c => char.IsLetterOrDigit(c) || c == '_')
            ? new Term(word, Regex: null)
            : throw new FilterPatternException($"Invalid character(s) in term '{word}'");
    }

    private sealed record Term(string Text, Regex? Regex)
    {
        public bool IsIn(string message) => Regex?.IsMatch(message) ?? message.Contains(Text, StringComparison.Ordinal);
    }
}
