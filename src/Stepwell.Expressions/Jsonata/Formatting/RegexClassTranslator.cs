using System.Text;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Translates what stands between brackets. An empty class matches nothing, its negation everything.</summary>
internal sealed class RegexClassTranslator(string pattern, int start)
{
    private int _position = start;

    /// <param name="end">The place behind the closing bracket.</param>
    /// <exception cref="ArgumentException">The closing bracket is missing, or a range is the wrong way round.</exception>
    public string Translate(out int end)
    {
        var negated = _position < pattern.Length && pattern[_position] == '^';
        if (negated) _position++;
        var members = new StringBuilder();
        while (true)
        {
            if (_position >= pattern.Length) throw new ArgumentException("The class has no end");
            if (pattern[_position] == ']') break;
            Member(members);
        }

        end = ++_position;
        if (members.Length == 0) return negated ? @"[\u0000-\uFFFF]" : "(?!)";
        return $"[{(negated ? "^" : "")}{members}]";
    }

    private void Member(StringBuilder members)
    {
        var (first, firstSet) = Atom();
        var isRange = _position + 1 < pattern.Length && pattern[_position] == '-' && pattern[_position + 1] != ']';
        if (!isRange)
        {
            members.Append(firstSet ?? RegexEscapes.Literal(first));
            return;
        }

        _position++;
        var (last, lastSet) = Atom();
        if (firstSet is not null || lastSet is not null)
        {
            // Classes have no order: the dash is itself.
            members.Append(firstSet ?? RegexEscapes.Literal(first)).Append(@"\-").Append(lastSet ?? RegexEscapes.Literal(last));
            return;
        }

        if (last < first) throw new ArgumentException("The range is the wrong way round");
        members.Append(RegexEscapes.Literal(first)).Append('-').Append(RegexEscapes.Literal(last));
    }

    private (char Character, string? Set) Atom()
    {
        var character = pattern[_position++];
        if (character != '\\') return (character, null);
        if (_position >= pattern.Length) throw new ArgumentException("Nothing follows the backslash");
        if (RegexClasses.Of(pattern[_position]) is { } set)
        {
            _position++;
            return ('\0', set);
        }

        if (pattern[_position] != 'b') return (RegexEscapes.Read(pattern, ref _position), null);
        _position++;
        return ('\b', null);
    }
}
