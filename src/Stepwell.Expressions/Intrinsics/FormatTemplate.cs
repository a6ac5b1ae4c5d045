using System.Text;
using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

/// <summary>
/// Fills the <c>{}</c> of a States.Format template. <c>\{</c>, <c>\}</c>, <c>\'</c> and <c>\\</c> stand for the character itself.
/// </summary>
internal static class FormatTemplate
{
    private static readonly IntrinsicResult UnmatchedOpening =
        IntrinsicResult.Failed("Invalid template in States.Format: matching '}' not found for '{'.");

    private static readonly IntrinsicResult UnmatchedClosing =
        IntrinsicResult.Failed("Invalid template in States.Format: matching '{' not found for '}'.");

    private static readonly IntrinsicResult WrongCount =
        IntrinsicResult.Failed("Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.");

    public static IntrinsicResult Fill(string template, ReadOnlySpan<JsonValue> arguments)
    {
        var text = new StringBuilder();
        var filled = 0;
        for (var i = 0; i < template.Length; i++)
        {
            var next = i + 1 < template.Length ? template[i + 1] : '\0';
            switch (template[i])
            {
                case '\\' when next is '{' or '}' or '\'' or '\\':
                    text.Append(next);
                    i++;
                    break;
                case '{' when next != '}':
                    return UnmatchedOpening;
                case '{':
                    if (filled < arguments.Length) text.Append(JavaText.Of(arguments[filled]));
                    filled++;
                    i++;
                    break;
                case '}':
                    return UnmatchedClosing;
                default:
                    text.Append(template[i]);
                    break;
            }
        }

        return filled == arguments.Length ? JsonValue.String(text.ToString()) : WrongCount;
    }
}
