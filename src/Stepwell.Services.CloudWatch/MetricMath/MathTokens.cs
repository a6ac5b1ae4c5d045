using System.Globalization;

namespace Stepwell.Services.CloudWatch.MetricMath;

internal enum MathTokenKind
{
    Number,
    Text,
    Word,
    Sign,
    End,
}

/// <param name="At">Position in the expression, from 1.</param>
internal readonly record struct MathToken(MathTokenKind Kind, string Text, double Number, int At);

/// <summary>Takes an expression apart.</summary>
internal static class MathTokens
{
    private static readonly string[] Signs = ["<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "^", "<", ">", "(", ")", "[", "]", ","];

    /// <exception cref="MathException">Something in it is no token.</exception>
    public static List<MathToken> Of(string text)
    {
        var tokens = new List<MathToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (at == text.Length)
                break;
            var token = Next(text, at, out var length);
            tokens.Add(token);
            at += length;
        }
        tokens.Add(new MathToken(MathTokenKind.End, "the end", 0, at + 1));
        return tokens;
    }

    private static MathToken Next(string text, int at, out int length)
    {
        var rest = text.AsSpan(at);
        if (rest[0] is '"' or '\'')
        {
            var end = rest[1..].IndexOf(rest[0]);
            length = end + 2;
            return end < 0
                ? throw new MathException($"The text at position {at + 1} does not end.")
                : new MathToken(MathTokenKind.Text, rest.Slice(1, end).ToString(), 0, at + 1);
        }
        length = Length(rest, character => char.IsAsciiLetterOrDigit(character) || character == '_');
        if (length > 0 && char.IsAsciiLetter(rest[0]))
            return new MathToken(MathTokenKind.Word, rest[..length].ToString(), 0, at + 1);
        length = NumberLength(rest);
        if (length > 0 && double.TryParse(rest[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new MathToken(MathTokenKind.Number, rest[..length].ToString(), number, at + 1);
        foreach (var sign in Signs)
        {
            if (!rest.StartsWith(sign))
                continue;
            length = sign.Length;
            return new MathToken(MathTokenKind.Sign, sign, 0, at + 1);
        }
        throw new MathException($"Unexpected character '{rest[0]}' at position {at + 1}.");
    }

    /// <summary>Digits, with a point among them, and an exponent.</summary>
    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var length = Length(text, character => char.IsAsciiDigit(character) || character == '.');
        if (length == 0 || length == text.Length || text[length] is not ('e' or 'E'))
            return length;
        var sign = length + 1 < text.Length && text[length + 1] is '+' or '-' ? 1 : 0;
        var digits = Length(text[(length + 1 + sign)..], char.IsAsciiDigit);
        return digits == 0 ? length : length + 1 + sign + digits;
    }

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> isPart)
    {
        var length = 0;
        while (length < text.Length && isPart(text[length]))
            length++;
        return length;
    }
}
