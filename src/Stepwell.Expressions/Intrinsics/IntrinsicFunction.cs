using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

/// <summary>
/// One of the functions of the language: its name, what it takes, and what it does. The body is called only with as many arguments,
/// of such kinds, as are declared here.
/// </summary>
/// <param name="Parameters">The kind that each argument must have; <see cref="Any"/> where every kind will do.</param>
/// <param name="Required">How many arguments there must be at least.</param>
/// <param name="IsVariadic">Takes any number of further arguments of any kind.</param>
internal sealed record IntrinsicFunction(
    string Name, ImmutableArray<JsonKind> Parameters, int Required, bool IsVariadic, IntrinsicBody Body)
{
    /// <summary>No argument is ever missing, which leaves that kind free to stand for all.</summary>
    public const JsonKind Any = JsonKind.Missing;

    public bool AcceptsAt(int position, JsonValue argument)
    {
        var kind = position < Parameters.Length ? Parameters[position] : Any;
        return kind == Any || argument.Kind == kind;
    }

    public bool Accepts(ReadOnlySpan<JsonValue> arguments)
    {
        if (arguments.Length < Required) return false;
        if (arguments.Length > Parameters.Length && !IsVariadic) return false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!AcceptsAt(i, arguments[i])) return false;
        }

        return true;
    }
}

internal delegate IntrinsicResult IntrinsicBody(ReadOnlySpan<JsonValue> arguments, ExpressionServices services);

/// <summary>A value, or what was wrong with the arguments. Neither: the arguments are invalid and there is no more to say.</summary>
internal readonly record struct IntrinsicResult(JsonValue Value, string? Problem)
{
    public static IntrinsicResult InvalidArguments => default;

    public static implicit operator IntrinsicResult(JsonValue value) => new(value, Problem: null);

    public static IntrinsicResult Failed(string problem) => new(default, problem);
}
