namespace Stepwell.Expressions.Intrinsics;

/// <summary>
/// Base64 as Step Functions decodes it: what is not in the alphabet (standard or URL-safe) is skipped, the first <c>=</c> ends the data,
/// and padding may be absent. So there is no invalid text.
/// </summary>
internal static class LenientBase64
{
    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 3 / 4);
        var (buffer, bits) = (0, 0);
        foreach (var c in text)
        {
            if (c == '=') break;
            if (ValueOf(c) is not { } value) continue;
            buffer = ((buffer << 6) | value) & 0xFFFF;
            bits += 6;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
        }

        return [.. bytes];
    }

    private static int? ValueOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => null,
    };
}
