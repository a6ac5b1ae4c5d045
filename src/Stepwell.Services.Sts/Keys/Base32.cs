namespace Stepwell.Services.Sts.Keys;

/// <summary>RFC 4648, "Base 32 Encoding", for whole groups of five bits.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int BitsPerDigit = 5;

    /// <summary>Bits that fill no digit at the end are left out.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var digits = new char[bytes.Length * 8 / BitsPerDigit];
        for (var i = 0; i < digits.Length; i++)
        {
            var value = 0;
            for (var bit = i * BitsPerDigit; bit < (i + 1) * BitsPerDigit; bit++)
                value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
            digits[i] = Alphabet[value];
        }

        return new string(digits);
    }

    /// <summary>Returns whether the text consists of digits that fill the bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length * BitsPerDigit != bytes.Length * 8) return false;
        bytes.Clear();
        for (var i = 0; i < text.Length; i++)
        {
            var value = Alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (value < 0) return false;
            for (var j = 0; j < BitsPerDigit; j++)
            {
                var bit = (i * BitsPerDigit) + j;
                bytes[bit / 8] |= (byte)(((value >> (BitsPerDigit - 1 - j)) & 1) << (7 - (bit % 8)));
            }
        }

        return true;
    }
}
