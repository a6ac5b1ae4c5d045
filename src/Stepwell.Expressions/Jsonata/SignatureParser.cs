using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata;

/// <summary>Reads the text of a signature. What it does not know it passes over; the type of the result is not checked.</summary>
internal static class SignatureParser
{
    private const string AnyJson = "asnblom";
    private const string Anything = "asnblfom";

    public static SignatureParameter[] Parse(string text, int position)
    {
        var parameters = new List<SignatureParameter>();
        for (var i = 1; i < text.Length && text[i] != ':'; i++)
        {
            switch (text[i])
            {
                case 's' or 'n' or 'b' or 'l' or 'o':
                    parameters.Add(new SignatureParameter(text[i] + "m", text[i]));
                    break;
                case 'a' or 'x':
                    parameters.Add(new SignatureParameter(Anything, text[i]));
                    break;
                case 'f':
                    parameters.Add(new SignatureParameter("f", 'f'));
                    break;
                case 'j':
                    parameters.Add(new SignatureParameter(AnyJson, 'j'));
                    break;
                case '(':
                    parameters.Add(Choice(text, ref i, position));
                    break;
                case '<':
                    ReadSubtype(parameters, text, ref i, position);
                    break;
                default:
                    if (parameters.Count > 0) parameters[^1] = Modified(parameters[^1], text[i]);
                    break;
            }
        }

        return [.. parameters];
    }

    private static SignatureParameter Modified(in SignatureParameter parameter, char modifier) => modifier switch
    {
        '-' => Optional(parameter) with { TakesContext = true },
        '?' => Optional(parameter),
        '+' => parameter with { Repeats = true },
        _ => parameter,
    };

    private static SignatureParameter Optional(in SignatureParameter parameter) =>
        parameter.IsOptional || parameter.Repeats ? parameter with { IsLazy = true } : parameter with { IsOptional = true };

    private static SignatureParameter Choice(string text, ref int i, int position)
    {
        var start = i;
        i = ClosingBracket(text, i, '(', ')');
        var choice = text[(start + 1)..i];
        return choice.Contains('<')
            ? throw new JsonataException("S0402", JsonValue.String(choice), position: position + start)
            : new SignatureParameter(choice + "m", '(');
    }

    private static void ReadSubtype(List<SignatureParameter> parameters, string text, ref int i, int position)
    {
        if (parameters.Count == 0 || parameters[^1].Type is not ('a' or 'f'))
        {
            var type = parameters.Count == 0 ? default : JsonValue.String(parameters[^1].Type.ToString());
            throw new JsonataException("S0401", type, position: position + i);
        }

        var start = i;
        i = ClosingBracket(text, i, '<', '>');
        parameters[^1] = parameters[^1] with { Subtype = text[(start + 1)..i] };
    }

    private static int ClosingBracket(string text, int from, char open, char close)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == open) depth++;
            if (text[i] == close && --depth == 0) return i;
        }

        return text.Length;
    }
}
