using System.Text;

namespace Stepwell.Store.Postgres;

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
            throw new ConstraintException("A text with an unpaired surrogate cannot be stored.");
        }
    }
}
