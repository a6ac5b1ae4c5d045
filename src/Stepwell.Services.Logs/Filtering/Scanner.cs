using System.Text;
using System.Text.RegularExpressions;

namespace Stepwell.Services.Logs.Filtering;

/// <summary>Reads a filter pattern from left to right.</summary>
internal sealed class Scanner(string text)
{
    private int _position;

    public bool IsAtEnd => _position == text.Length;

    /// <summary>The next character; a null character at the end.</summary>
    public char Current => IsAtEnd ? '\0' : text[_position];

    public void Advance() => _position++;

    /// <returns>Whether anything is left.</returns>
    public bool SkipSpace()
    {
        while (char.IsWhiteSpace(Current))
            _position++;
        return !IsAtEnd;
    }

    /// <summary>Skips space and takes the token if it is next.</summary>
    public bool Take(string token)
    {
        SkipSpace();
        if (!text.AsSpan(_position).StartsWith(token, StringComparison.Ordinal))
            return false;
        _position += token.Length;
        return true;
    }

    /// <summary>As <see cref="Take"/>, for a word in any case.</summary>
    public bool TakeWord(string word)
    {
        SkipSpace();
        var end = _position + word.Length;
        var isNext = text.AsSpan(_position).StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && (end == text.Length || !char.IsLetterOrDigit(text[end]));
        if (isNext)
            _position = end;
        return isNext;
    }

    public string While(Func<char, bool> accepts)
    {
        var start = _position;
        while (!IsAtEnd && accepts(Current))
            _position++;
        return text[start.._position];
    }

    /// <summary>A text in quotation marks, where a backslash takes the next character as it is.</summary>
    public string Quoted()
    {
        var quote = Current;
        var content = new StringBuilder();
        for (Advance(); Current != quote; Advance())
        {
            if (Current == '\\')
                Advance();
            if (IsAtEnd)
                throw Invalid("a quotation mark is not closed");
            content.Append(Current);
        }
        Advance();
        return content.ToString();
    }

    /// <summary>A regular expression between percent signs. It takes time in proportion to the message, whatever it is.</summary>
    public Regex Regex()
    {
        Advance();
        var pattern = While(c => c != '%');
        if (IsAtEnd)
            throw Invalid("a regular expression is not closed");
        Advance();
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            throw Invalid($"'{pattern}' is no regular expression");
        }
    }

    public FilterPatternException Invalid(string reason) => new($"Invalid filter pattern: {reason} (at character {_position + 1}).");
}
