using System.Globalization;
using System.Text;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>
/// Turns patterns of ECMAScript (without its flag u) into those of .NET with the same meaning: classes are ASCII, <c>.</c> and <c>$</c> know
/// four line ends, groups count in order, references to groups that took no part match nothing, and escapes without meaning are letters.
/// </summary>
internal sealed class RegexTranslator
{
    private const string AtWordBoundary =
        $"(?:(?<=[{RegexClasses.Word}])(?![{RegexClasses.Word}])|(?<![{RegexClasses.Word}])(?=[{RegexClasses.Word}]))";

    private const string InsideOrOutsideWord =
        $"(?:(?<=[{RegexClasses.Word}])(?=[{RegexClasses.Word}])|(?<![{RegexClasses.Word}])(?![{RegexClasses.Word}]))";

    private readonly string _pattern;
    private readonly bool _multiline;
    private readonly RegexGroups _groups;
    private readonly RegexRepetition _repetition = new();
    private readonly StringBuilder _output = new();
    private readonly Stack<bool> _opensLookBehind = new();
    private int _position;
    private int _opened;
    private int _assertionEnd = -1;
    private bool _linear = true;

    private RegexTranslator(string pattern, bool multiline)
    {
        _pattern = pattern;
        _multiline = multiline;
        _groups = RegexGroups.Of(pattern);
    }

    /// <exception cref="ArgumentException">The pattern is malformed; the rest of that is found by the constructor of Regex.</exception>
    public static TranslatedRegex Translate(string pattern, bool multiline)
    {
        var translator = new RegexTranslator(pattern, multiline);
        while (translator._position < pattern.Length) translator.Next();
        var linear = translator._linear && translator._repetition is { IsNested: true, IsSmall: true };
        return new TranslatedRegex(translator._output.ToString(), translator._groups.Count, linear);
    }

    private void Next()
    {
        var character = _pattern[_position++];
        switch (character)
        {
            case '\\':
                Escape();
                break;
            case '[':
                _output.Append(new RegexClassTranslator(_pattern, _position).Translate(out _position));
                break;
            case '(':
                Open();
                break;
            case ')':
                _output.Append(')');
                _repetition.Close();
                if (_opensLookBehind.TryPop(out var isLookBehind) && isLookBehind) _assertionEnd = _output.Length;
                break;
            case '.':
                _output.Append("[^" + RegexClasses.LineEnds + "]");
                break;
            case '^':
                if (_multiline) Look(@"(?<=\A|[" + RegexClasses.LineEnds + "])");
                else Assert("^");
                break;
            case '$':
                if (_multiline) Look(@"(?=[" + RegexClasses.LineEnds + @"]|\z)");
                else Assert(@"\z");
                break;
            case '*' or '+' or '?' or '{':
                Repeat(character);
                break;
            default:
                _output.Append(character);
                break;
        }
    }

    private void Look(string assertion)
    {
        _linear = false;
        Assert(assertion);
    }

    private void Assert(string assertion)
    {
        _output.Append(assertion);
        _assertionEnd = _output.Length;
    }

    private void Open()
    {
        if (!Follows("?"))
        {
            OpenCapture();
            return;
        }

        foreach (var plain in (ReadOnlySpan<string>)["?:", "?=", "?!", "?<=", "?<!"])
        {
            if (!Follows(plain)) continue;
            if (plain != "?:") _linear = false;
            _output.Append('(').Append(plain);
            _repetition.Open();
            _opensLookBehind.Push(plain.StartsWith("?<", StringComparison.Ordinal));
            _position += plain.Length;
            return;
        }

        var end = _pattern.IndexOf('>', _position);
        if (!Follows("?<") || end < 0) throw new ArgumentException("Unknown kind of group");
        _position = end + 1;
        OpenCapture();
    }

    private void OpenCapture()
    {
        _output.Append(CultureInfo.InvariantCulture, $"(?<{++_opened}>");
        _repetition.Open(_opened);
        _opensLookBehind.Push(false);
    }

    /// <summary>A brace is a repetition only when it is a complete one, else it is itself.</summary>
    private void Repeat(char character)
    {
        if (character != '{')
        {
            RefuseAfterAssertion();
            _output.Append(character);
            // The engine without backtracking of .NET 10 misses matches of some lazy repetitions.
            if (character == '?' && FollowsRepetition()) _linear = false;
            else _repetition.Repeat(character == '?' ? 1 : int.MaxValue);
            return;
        }

        if (RegexBraces.At(_pattern, _position - 1) is not { } braces)
        {
            _output.Append(@"\{");
            return;
        }

        RefuseAfterAssertion();
        _output.Append(_pattern, _position - 1, braces.Length);
        _position += braces.Length - 1;
        _repetition.Repeat(braces.Most, braces.Least);
    }

    /// <summary>Of assertions only a look-ahead may be repeated (ECMA-262, B.1.2). .NET repeats them all.</summary>
    private void RefuseAfterAssertion()
    {
        if (_assertionEnd == _output.Length) throw new ArgumentException("Nothing to repeat");
    }

    /// <summary>Whether the question mark just written only makes a repetition lazy.</summary>
    private bool FollowsRepetition() => _position >= 2 && _pattern[_position - 2] is '*' or '+' or '?' or '}';

    private void Escape()
    {
        if (_position >= _pattern.Length) throw new ArgumentException("Nothing follows the backslash");
        var escape = _pattern[_position];
        if (RegexClasses.Of(escape) is { } set)
        {
            _position++;
            _output.Append('[').Append(set).Append(']');
        }
        else if (escape is 'b' or 'B')
        {
            _position++;
            Look(escape == 'b' ? AtWordBoundary : InsideOrOutsideWord);
        }
        else if (TryReference(escape) is { } group)
        {
            _linear = false;
            // A group that is still open or is yet to come has captured nothing.
            if (_repetition.IsClosed(group)) _output.Append(CultureInfo.InvariantCulture, $@"(?({group})\{group}|)");
            else _output.Append("(?:)");
        }
        else
        {
            _output.Append(RegexEscapes.Literal(RegexEscapes.Read(_pattern, ref _position)));
        }
    }

    /// <summary>The number of the group that the escape refers to, or null. A number beyond the groups is an octal escape.</summary>
    private int? TryReference(char escape)
    {
        if (escape == 'k' && _groups.HasNames)
        {
            var end = _pattern.IndexOf('>', _position);
            if (end < _position + 2 || _pattern[_position + 1] != '<') throw new ArgumentException("Malformed name of a group");
            var name = _pattern[(_position + 2)..end];
            _position = end + 1;
            return _groups.NumberOf(name) ?? throw new ArgumentException("Unknown name of a group");
        }

        if (escape is < '1' or > '9') return null;
        var length = 1;
        while (_position + length < _pattern.Length && char.IsAsciiDigit(_pattern[_position + length])) length++;
        if (!int.TryParse(_pattern.AsSpan(_position, length), out var number) || number > _groups.Count) return null;
        _position += length;
        return number;
    }

    private bool Follows(string text) => string.CompareOrdinal(_pattern, _position, text, 0, text.Length) == 0;
}
