using System.Globalization;
using System.Text;
using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>Cuts an expression into tokens, one at a time: whether a slash divides or starts a regex, only the parser knows.</summary>
internal sealed class Tokenizer(string text)
{
    private const string Spaces = " \t\n\r\v";
    private const string SingleOperators = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static readonly string[] DoubleOperators = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];

    private int _position;

    /// <summary>The next token.</summary>
    /// <param name="afterOperand">Whether an operand has just ended, so that a slash divides.</param>
    public Token Next(bool afterOperand)
    {
        SkipSpacesAndComments();
        if (_position >= text.Length) return new Token(TokenKind.End, "(end)", text.Length);
        var first = text[_position];
        if (first == '/' && !afterOperand) return ScanRegex();
        if (ScanOperator() is { } op) return op;
        if (first is '"' or '\'') return ScanString(first);
        if (char.IsAsciiDigit(first)) return ScanNumber();
        return first == '`' ? ScanQuotedName() : ScanName();
    }

    private void SkipSpacesAndComments()
    {
        while (_position < text.Length)
        {
            if (Spaces.Contains(text[_position])) _position++;
            else if (IsAt("/*")) SkipComment();
            else return;
        }
    }

    private void SkipComment()
    {
        var end = text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
        if (end < 0) throw new JsonataException("S0106", position: _position);
        _position = end + 2;
    }

    private bool IsAt(string word) => string.CompareOrdinal(text, _position, word, 0, word.Length) == 0;

    private Token? ScanOperator()
    {
        foreach (var op in DoubleOperators)
        {
            if (!IsAt(op)) continue;
            _position += 2;
            return new Token(TokenKind.Operator, op, _position);
        }

        if (!SingleOperators.Contains(text[_position])) return null;
        _position++;
        return new Token(TokenKind.Operator, text[_position - 1].ToString(), _position);
    }

    private Token ScanString(char quote)
    {
        var content = new StringBuilder();
        for (_position++; _position < text.Length; _position++)
        {
            var current = text[_position];
            if (current == quote)
            {
                _position++;
                var value = content.ToString();
                return new Token(TokenKind.String, value, _position, JsonValue.String(value));
            }

            if (current == '\\') content.Append(ScanEscape());
            else content.Append(current);
        }

        throw new JsonataException("S0101", position: _position);
    }

    private char ScanEscape()
    {
        _position++;
        var escape = _position < text.Length ? text[_position] : '\0';
        switch (escape)
        {
            case '"' or '\\' or '/':
                return escape;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return ScanCodeUnit();
            default:
                throw new JsonataException("S0103", token: escape == '\0' ? string.Empty : escape.ToString(), position: _position);
        }
    }

    private char ScanCodeUnit()
    {
        var digits = text.AsSpan(_position + 1, Math.Min(4, text.Length - _position - 1));
        if (!HexDigits.TryParse(digits, out var unit))
            throw new JsonataException("S0104", position: _position);
        _position += 4;
        return (char)unit;
    }

    private Token ScanNumber()
    {
        var start = _position;
        var leadsWithZero = text[_position++] == '0';
        if (!leadsWithZero) SkipDigits();
        if (HasDigitAt(_position + 1) && text[_position] == '.')
        {
            _position++;
            SkipDigits();
        }

        if (_position < text.Length && text[_position] is 'e' or 'E')
        {
            var sign = _position + 1 < text.Length && text[_position + 1] is '+' or '-' ? 1 : 0;
            if (HasDigitAt(_position + 1 + sign))
            {
                _position += 1 + sign;
                SkipDigits();
            }
        }

        var written = text[start.._position];
        var number = double.Parse(written, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number)) throw new JsonataException("S0102", token: written, position: start);
        return new Token(TokenKind.Number, NumberText.Of(number), _position, JsonValue.Number(number));
    }

    private bool HasDigitAt(int position) => position < text.Length && char.IsAsciiDigit(text[position]);

    private void SkipDigits()
    {
        while (HasDigitAt(_position)) _position++;
    }

    private Token ScanQuotedName()
    {
        var start = _position + 1;
        var end = text.IndexOf('`', start);
        if (end < 0) throw new JsonataException("S0105", position: text.Length);
        _position = end + 1;
        return new Token(TokenKind.Name, text[start..end], _position);
    }

    private Token ScanName()
    {
        var start = _position;
        while (_position < text.Length && !Spaces.Contains(text[_position]) && !SingleOperators.Contains(text[_position])) _position++;
        var name = text[start.._position];
        if (name[0] == '$') return new Token(TokenKind.Variable, name[1..], _position);
        return name switch
        {
            "or" or "in" or "and" => new Token(TokenKind.Operator, name, _position),
            "true" => new Token(TokenKind.Literal, name, _position, JsonValue.True),
            "false" => new Token(TokenKind.Literal, name, _position, JsonValue.False),
            "null" => new Token(TokenKind.Literal, name, _position, JsonValue.Null),
            _ => new Token(TokenKind.Name, name, _position),
        };
    }

    private Token ScanRegex()
    {
        var (pattern, flags) = RegexScan.Read(text, ref _position);
        return new Token(TokenKind.Regex, pattern, _position, Regex: RegexLiteral.Create(pattern, ignoreCase: flags.Contains('i'), multiline: flags.Contains('m')));
    }
}
