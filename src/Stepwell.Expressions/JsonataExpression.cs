using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stepwell.Expressions;

/// <summary>A compiled JSONata expression. Immutable and shared by all threads; parsed once.</summary>
public sealed class JsonataExpression
{
    private JsonataExpression(string text) => Text = text;

    /// <summary>The expression as written, without <c>{% %}</c>.</summary>
    public string Text { get; }

    /// <summary>Free variables that it reads, without <c>$</c> and without built-in functions, each once in order of appearance.</summary>
    public ImmutableArray<string> Variables { get; private init; } = [];

    /// <summary>Every <c>x</c> of <c>$states.x</c>, each once in order of appearance.</summary>
    public ImmutableArray<string> StatesFields { get; private init; } = [];

    /// <summary>Dotted names that follow <c>$states</c>, such as <c>context.Execution.Id</c>, each once in order of appearance.</summary>
    public ImmutableArray<string> StatesPaths { get; private init; } = [];

    /// <summary>Names, without <c>$</c>, of the built-in or unbound functions that it calls, each once in order of appearance.</summary>
    public ImmutableArray<string> Functions { get; private init; } = [];

    public static bool TryParse(
        string text,
        JsonataDialect dialect,
        [NotNullWhen(true)] out JsonataExpression? expression,
        [NotNullWhen(false)] out JsonataError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        _ = dialect;
        expression = new JsonataExpression(text);
        error = null;
        return true;
    }

    /// <summary>Its value for a scope, or an error; a pure function of the scope.</summary>
    public JsonataResult Evaluate(in JsonataScope scope) =>
        throw new NotSupportedException($"'{Text}' over {scope.Input.Kind} is not evaluated yet.");
}
