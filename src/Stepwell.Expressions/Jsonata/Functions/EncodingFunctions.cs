using System.Text;
using Stepwell.Expressions.Intrinsics;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <remarks>https://docs.jsonata.org/string-functions</remarks>
internal static class EncodingFunctions
{
    private const string Unreserved = "-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    public static IEnumerable<NativeFunction> All =>
    [
        new("base64encode", 1, "<s-:s>", static (in Arguments a) => a.Text(0) is { } text ? Encode64(text) : default(Value)),
        new("base64decode", 1, "<s-:s>", static (in Arguments a) => a.Text(0) is { } text ? Decode64(text) : default(Value)),
        new("encodeUrlComponent", 1, "<s-:s>", static (in Arguments a) => Encode(a, "encodeUrlComponent", Unreserved)),
        new("encodeUrl", 1, "<s-:s>", static (in Arguments a) => Encode(a, "encodeUrl", Unreserved + Reserved)),
        new("decodeUrlComponent", 1, "<s-:s>", static (in Arguments a) => Decode(a, "decodeUrlComponent", string.Empty)),
        new("decodeUrl", 1, "<s-:s>", static (in Arguments a) => Decode(a, "decodeUrl", Reserved)),
    ];

    /// <summary>Each UTF-16 unit is a byte, its high half dropped.</summary>
    private static string Encode64(string text) => Convert.ToBase64String([.. text.Select(unit => unchecked((byte)unit))]);

    private static string Decode64(string text) => Encoding.Latin1.GetString(LenientBase64.Decode(text));

    private static Value Encode(in Arguments arguments, string name, string kept)
    {
        if (arguments.Text(0) is not { } text) return default;
        return UrlText.Encode(text, kept) ?? throw Malformed(arguments, name);
    }

    private static Value Decode(in Arguments arguments, string name, string kept)
    {
        if (arguments.Text(0) is not { } text) return default;
        return UrlText.Decode(text, kept) ?? throw Malformed(arguments, name);
    }

    private static JsonataException Malformed(in Arguments arguments, string name) =>
        new("D3140", arguments[0].Json) { Detail = name };
}
