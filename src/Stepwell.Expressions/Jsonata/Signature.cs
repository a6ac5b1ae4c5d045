using System.Text;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata;

/// <summary>
/// What arguments a function takes, as <c>&lt;s-n?:s&gt;</c> writes it; checks those of a call, takes the context for one that was left out
/// and makes arrays of single values where an array is due.
/// </summary>
/// <remarks>https://docs.jsonata.org/embedding-extending#function-signature-syntax</remarks>
internal sealed class Signature
{
    private const int FewParameters = 4;

    private readonly SignatureParameter[] _parameters;

    private Signature(SignatureParameter[] parameters) => _parameters = parameters;

    /// <param name="position">Where the signature starts, for the error.</param>
    /// <exception cref="JsonataException">S0401 or S0402.</exception>
    public static Signature Parse(string text, int position = 0) => new(SignatureParser.Parse(text, position));

    /// <summary>The arguments as the function gets them.</summary>
    /// <exception cref="JsonataException">T0410, T0411 or T0412.</exception>
    public Value[] Validate(Value[] arguments, in Value context)
    {
        if (FitsAsGiven(arguments)) return arguments;
        var symbols = new StringBuilder(arguments.Length);
        foreach (var argument in arguments) symbols.Append(argument.Symbol());
        var supplied = symbols.ToString();
        var lengths = new int[_parameters.Length];
        if (!Matches(supplied, 0, 0, _parameters.Length, mustEnd: true, lengths, NoFailures())) throw Mismatch(arguments, supplied);
        return Collect(arguments, supplied, lengths, context);
    }

    /// <summary>Only the types, for arguments that are complete in number already; what takes an array looks at it itself.</summary>
    /// <exception cref="JsonataException">T0410.</exception>
    public void CheckTypes(Value[] arguments)
    {
        for (var i = 0; i < Math.Min(arguments.Length, _parameters.Length); i++)
        {
            if (!arguments[i].IsUndefined && !_parameters[i].Accepts(arguments[i].Symbol()))
                throw new JsonataException("T0410", arguments[i].ToJsonOrNull()) { Argument = i + 1 };
        }
    }

    /// <summary>The common case: one argument for each parameter, and of its very type.</summary>
    private bool FitsAsGiven(Value[] arguments)
    {
        if (arguments.Length != _parameters.Length) return false;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = _parameters[i];
            if (parameter.Repeats || !parameter.Accepts(arguments[i].Symbol())) return false;
            if (parameter.IsArray && !(arguments[i].IsArray && HoldsOnly(arguments[i], parameter.Subtype))) return false;
        }

        return true;
    }

    private HashSet<(int Parameter, int From)>? NoFailures() => _parameters.Length > FewParameters ? [] : null;

    /// <summary>Whether parameters take the symbols, as many as they can from the left; how many each took is written down.</summary>
    /// <param name="failures">From where which parameters are known to fail. Without it many would take forever; few do without.</param>
    private bool Matches(
        string symbols, int parameter, int from, int parameterEnd, bool mustEnd, int[] lengths, HashSet<(int Parameter, int From)>? failures)
    {
        if (parameter == parameterEnd) return !mustEnd || from == symbols.Length;
        if (failures is not null && failures.Contains((parameter, from))) return false;
        var candidate = _parameters[parameter];
        var longest = 0;
        while (from + longest < symbols.Length && (longest == 0 || candidate.Repeats) && candidate.Accepts(symbols[from + longest])) longest++;
        var shortest = candidate.IsOptional ? 0 : 1;
        for (var i = 0; i <= longest - shortest; i++)
        {
            var length = candidate.IsLazy ? shortest + i : longest - i;
            lengths[parameter] = length;
            if (Matches(symbols, parameter + 1, from + length, parameterEnd, mustEnd, lengths, failures)) return true;
        }

        failures?.Add((parameter, from));
        return false;
    }

    private Value[] Collect(Value[] arguments, string supplied, int[] lengths, in Value context)
    {
        var collected = new List<Value>(_parameters.Length);
        var next = 0;
        var matched = 0;
        for (var i = 0; i < _parameters.Length; i++)
        {
            var parameter = _parameters[i];
            if (lengths[i] == 0 && parameter.TakesContext)
            {
                if (!parameter.Accepts(context.Symbol())) throw new JsonataException("T0411", context.ToJsonOrNull()) { Argument = next + 1 };
                collected.Add(context);
                continue;
            }

            // An optional one that is left out uses up an argument all the same, as in the reference.
            if (lengths[i] == 0) collected.Add(At(arguments, next++));
            var match = supplied.AsSpan(matched, lengths[i]);
            matched += lengths[i];
            foreach (var symbol in match)
            {
                var argument = At(arguments, next++);
                collected.Add(parameter.IsArray ? ToArray(parameter, match, symbol, argument, next) : argument);
            }
        }

        return [.. collected];
    }

    private static Value At(Value[] arguments, int index) => index < arguments.Length ? arguments[index] : default;

    private static Value ToArray(in SignatureParameter parameter, ReadOnlySpan<char> match, char symbol, in Value argument, int number)
    {
        if (symbol == 'm') return default;
        if (parameter.Subtype is { } subtype)
        {
            var fits = symbol == 'a' ? HoldsOnly(argument, subtype) : match.SequenceEqual(subtype);
            if (!fits) throw new JsonataException("T0412", argument.ToJsonOrNull()) { Argument = number, Detail = Plural(subtype) };
        }

        return symbol == 'a' ? argument : new Value(Items.Of(argument));
    }

    private static bool HoldsOnly(in Value array, string? subtype)
    {
        if (subtype is null) return true;
        foreach (var item in new ValueItems(array))
        {
            if (item.Symbol() != subtype[0]) return false;
        }

        return true;
    }

    private JsonataException Mismatch(Value[] arguments, string supplied)
    {
        var goodTo = 0;
        var lengths = new int[_parameters.Length];
        for (var end = 1; end <= _parameters.Length; end++)
        {
            if (!Matches(supplied, 0, 0, end, mustEnd: false, lengths, NoFailures())) break;
            goodTo = lengths[..end].Sum();
        }

        var value = goodTo < arguments.Length ? arguments[goodTo].ToJsonOrNull() : default;
        return new JsonataException("T0410", value) { Argument = goodTo + 1 };
    }

    private static string? Plural(string subtype) => subtype switch
    {
        "a" => "arrays",
        "b" => "booleans",
        "f" => "functions",
        "n" => "numbers",
        "o" => "objects",
        "s" => "strings",
        _ => null,
    };
}
