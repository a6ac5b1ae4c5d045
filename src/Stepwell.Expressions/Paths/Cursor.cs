namespace Stepwell.Expressions.Paths;

/// <summary>
/// A place in the text that the parsers share, and the first error they met. Parsers return null or false after
/// <see cref="Fail"/>; nothing is thrown, whatever the text.
/// </summary>
internal sealed class Cursor(string text)
{
    /// <summary>How many brackets, parentheses and literals may be open at once, so that no text exhausts the stack.</summary>
    private const int MaxNesting = 64;

    private int _position;
    private int _nesting;

    public string Text { get; } = text;

    /// <summary>Never beyond the end, however far it is pushed.</summary>
    public int Position
    {
        get => _position;
        set => _position = Math.Min(value, Text.Length);
    }

    public SyntaxError? Error { get; private set; }

    public bool AtEnd => Position >= Text.Length;

    /// <summary>The character at the position; NUL at the end.</summary>
    public char Current => AtEnd ? '\0' : Text[Position];

    public char Next => Position + 1 < Text.Length ? Text[Position + 1] : '\0';

    public bool At(char c) => !AtEnd && Text[Position] == c;

    public bool StartsWith(string word) => string.CompareOrdinal(Text, Position, word, 0, word.Length) == 0;

    public bool Take(char c)
    {
        if (!At(c)) return false;
        Position++;
        return true;
    }

    public bool Take(string word)
    {
        if (!StartsWith(word)) return false;
        Position += word.Length;
        return true;
    }

    public void SkipSpaces()
    {
        while (!AtEnd && Current is ' ' or '\t' or '\r' or '\n') Position++;
    }

    public string From(int start) => Text[start..Position];

    /// <summary>Keeps the first error; always false.</summary>
    public bool Fail(string message)
    {
        Error ??= new SyntaxError(Position, message);
        return false;
    }

    public bool Enter() => ++_nesting <= MaxNesting || Fail("The expression is nested too deeply.");

    public void Leave() => _nesting--;
}
