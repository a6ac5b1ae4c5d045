using System.Text;

namespace Stepwell.Store;

/// <summary>Text as the engines keep it. All of them refuse what is not Unicode.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ConstraintException">The text is not Unicode.</exception>
    public static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw NotUnicode();
        }
    }

    /// <returns>The bytes, in the buffer if they have room there.</returns>
    /// <exception cref="ConstraintException">The text is not Unicode.</exception>
    public static ReadOnlySpan<byte> Encode(string text, Span<byte> buffer)
    {
        try
        {
            return Strict.TryGetBytes(text, buffer, out var length) ? buffer[..length] : Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw NotUnicode();
        }
    }

    /// <exception cref="ConstraintException">The text is not Unicode.</exception>
    public static void Check(string text)
    {
        try
        {
            _ = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw NotUnicode();
        }
    }

    private static ConstraintException NotUnicode() => new("A text with an unpaired surrogate cannot be stored.");
}
