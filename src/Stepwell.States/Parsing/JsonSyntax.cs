using System.Globalization;

namespace Stepwell.States.Parsing;

/// <param name="Offset">UTF-16 units from the start of the text to where the reader stood.</param>
internal readonly record struct JsonSyntaxError(string Message, int Offset, bool IsTooDeep = false);

/// <summary>
/// Finds the first syntax error of a JSON text and words it as Jackson does, the reader behind the service's own messages. It is
/// stricter than a reader of data in one point: a name twice in one object is an error. Iterative, so that depth costs no stack.
/// </summary>
internal ref struct JsonSyntax
{
    private const string Tokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    private readonly string _text;
    private readonly int _maxDepth;
    private readonly string _subject;
    private readonly Stack<Container> _open = new();
    private int _next;

    private JsonSyntax(string text, int maxDepth, string subject)
    {
        _text = text;
        _maxDepth = maxDepth;
        _subject = subject;
    }

    /// <summary>Null for well-formed text, and for text without any value. Complaints call the text by its subject.</summary>
    public static JsonSyntaxError? FirstError(string text, int maxDepth, string subject = "definition")
    {
        var syntax = new JsonSyntax(text, maxDepth, subject);
        syntax.SkipSpace();
        return syntax.AtEnd ? null : syntax.Text();
    }

    private readonly bool AtEnd => _next >= _text.Length;

    private JsonSyntaxError? Text()
    {
        var error = Value();
        while (error is null && _open.TryPeek(out var container)) error = container.IsObject ? Member(container) : Item(container);
        if (error is not null) return error;
        SkipSpace();
        return AtEnd ? null : Unexpected($"Expected end of input after the {_subject}");
    }

    private JsonSyntaxError? Member(Container container)
    {
        if (Closes(container, '}', out var error) || error is not null) return error;
        if (AtEnd) return Unclosed();
        if (_text[_next] != '"') return Unexpected("was expecting double-quote to start field name");
        var start = ++_next;
        if (String("name", " in field name") is { } inName) return inName;
        var name = Unescape(_text.AsSpan(start, _next - 1 - start));
        if (!container.Names!.Add(name)) return new JsonSyntaxError($"Duplicate field '{name}'", _next);
        SkipSpace();
        if (AtEnd) return Unclosed();
        if (_text[_next] != ':') return Unexpected("was expecting a colon to separate field name and value");
        _next++;
        return Value();
    }

    private JsonSyntaxError? Item(Container container) =>
        Closes(container, ']', out var error) || error is not null ? error : Value();

    /// <summary>
    /// True when the container ended here; else the next entry starts, with its comma read, or <paramref name="error"/> says why not.
    /// </summary>
    private bool Closes(Container container, char close, out JsonSyntaxError? error)
    {
        error = null;
        SkipSpace();
        if (AtEnd) error = Unclosed();
        else if (_text[_next] == close)
        {
            _next++;
            _open.Pop();
            return true;
        }
        else if (_text[_next] is ']' or '}') error = Mismatched(container, close);
        else if (!container.HasEntries) container.HasEntries = true;
        else if (_text[_next] != ',') error = Unexpected($"was expecting comma to separate {container.Kind} entries");
        else
        {
            _next++;
            SkipSpace();
        }

        return false;
    }

    private JsonSyntaxError? Value()
    {
        SkipSpace();
        if (AtEnd) return _open.Count == 0 ? null : Unclosed();
        var c = _text[_next];
        switch (c)
        {
            case '{' or '[':
                if (_open.Count == _maxDepth) return TooDeep();
                _open.Push(new Container(c == '{', _next++));
                return null;
            case '"':
                _next++;
                return String("string value", ": was expecting closing quote for a string value");
            case '-' or (>= '0' and <= '9'):
                return Number();
            case '}':
                return Unexpected("expected a value");
            default:
                return Literal(c);
        }
    }

    private JsonSyntaxError? Literal(char first)
    {
        if (!IsIdentifier(first) || char.IsDigit(first)) return Unexpected($"expected a valid value {Tokens}");
        var start = _next;
        while (!AtEnd && IsIdentifier(_text[_next])) _next++;
        var word = _text[start.._next];
        return word is "true" or "false" or "null"
            ? null
            : new JsonSyntaxError($"Unrecognized token '{word}': was expecting {Tokens}", _next);
    }

    private JsonSyntaxError? Number()
    {
        var start = _next;
        if (_text[_next] == '-') _next++;
        if (AtEnd || !char.IsAsciiDigit(_text[_next]))
            return Unexpected("expected digit (0-9) to follow minus sign, for valid numeric value");
        if (_text[_next] == '0' && _next + 1 < _text.Length && char.IsAsciiDigit(_text[_next + 1]))
            return new JsonSyntaxError("Invalid numeric value: Leading zeroes not allowed", _next + 1);
        SkipDigits();
        if (!AtEnd && _text[_next] == '.')
        {
            _next++;
            if (AtEnd || !char.IsAsciiDigit(_text[_next])) return Unexpected("Decimal point not followed by a digit");
            SkipDigits();
        }

        if (AtEnd || _text[_next] is not ('e' or 'E')) return null;
        _next++;
        if (!AtEnd && _text[_next] is '+' or '-') _next++;
        if (AtEnd || !char.IsAsciiDigit(_text[_next])) return Unexpected("Exponent indicator not followed by a digit");
        SkipDigits();
        return null;
    }

    /// <summary>Reads to behind the closing quote.</summary>
    private JsonSyntaxError? String(string what, string atEnd)
    {
        while (!AtEnd)
        {
            var c = _text[_next++];
            if (c == '"') return null;
            if (c < ' ')
            {
                return new JsonSyntaxError(
                    $"Illegal unquoted character ({Describe(c)}): has to be escaped using backslash to be included in {what}", _next);
            }

            if (c == '\\' && Escape() is { } error) return error;
        }

        return new JsonSyntaxError($"Unexpected end-of-input{atEnd}", _next);
    }

    private JsonSyntaxError? Escape()
    {
        if (AtEnd) return null;
        var c = _text[_next++];
        if (c != 'u') return "\"\\/bfnrt".Contains(c) ? null : new JsonSyntaxError($"Unrecognized character escape {Describe(c)}", _next);
        for (var i = 0; i < 4; i++, _next++)
        {
            if (AtEnd) return null;
            if (!char.IsAsciiHexDigit(_text[_next])) return Unexpected("expected a hex-digit for character escape sequence");
        }

        return null;
    }

    private readonly JsonSyntaxError Unexpected(string why) => AtEnd
        ? new JsonSyntaxError("Unexpected end-of-input", _next)
        : new JsonSyntaxError($"Unexpected character ({Describe(_text[_next])}): {why}", _next + 1);

    private readonly JsonSyntaxError Mismatched(Container container, char expected)
    {
        var start = SourceLocation.Of(_text, container.Start);
        return new JsonSyntaxError(
            $"Unexpected close marker '{_text[_next]}': expected '{expected}' (for {container.Kind} starting at {start})", _next + 1);
    }

    private readonly JsonSyntaxError Unclosed()
    {
        var container = _open.Peek();
        var start = SourceLocation.Of(_text, container.Start);
        return new JsonSyntaxError($"Unexpected end-of-input: expected close marker for {container.Kind} (start marker at {start})", _next);
    }

    private readonly JsonSyntaxError TooDeep() => new($"The definition nests deeper than {_maxDepth} levels", _next, IsTooDeep: true);

    private void SkipSpace()
    {
        while (!AtEnd && _text[_next] is ' ' or '\t' or '\r' or '\n') _next++;
    }

    private void SkipDigits()
    {
        while (!AtEnd && char.IsAsciiDigit(_text[_next])) _next++;
    }

    private static bool IsIdentifier(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private static string Describe(char c) => char.IsControl(c)
        ? string.Create(CultureInfo.InvariantCulture, $"(CTRL-CHAR, code {(int)c})")
        : string.Create(CultureInfo.InvariantCulture, $"'{c}' (code {(int)c})");

    private static string Unescape(ReadOnlySpan<char> name) =>
        name.Contains('\\') && Json.JsonValue.TryParse($"\"{name}\"", out var value, out _) ? value.GetString() : name.ToString();

    private sealed class Container(bool isObject, int start)
    {
        public bool IsObject => isObject;

        public int Start => start;

        public string Kind => isObject ? "Object" : "Array";

        public HashSet<string>? Names { get; } = isObject ? new(StringComparer.Ordinal) : null;

        public bool HasEntries { get; set; }
    }
}
