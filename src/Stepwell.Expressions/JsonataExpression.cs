using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stepwell.Expressions.Jsonata;
using Stepwell.Expressions.Jsonata.Nodes;
using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>A compiled JSONata expression. Immutable and shared by all threads; parsed once.</summary>
/// <remarks>https://docs.jsonata.org; where that leaves something open, jsonata-js 2.x decides.</remarks>
public sealed class JsonataExpression
{
    private readonly Node _root;
    private readonly JsonataDialect _dialect;

    private JsonataExpression(string text, JsonataDialect dialect, Node root, FreeNames names)
    {
        Text = text;
        _dialect = dialect;
        _root = root;
        Variables = names.Variables;
        Functions = names.Functions;
        StatesFields = names.StatesFields;
        StatesPaths = names.StatesPaths;
        TopLevelReferences = names.TopLevelReferences;
    }

    /// <summary>The expression as written, without <c>{% %}</c>.</summary>
    public string Text { get; }

    /// <summary>Free variables that it reads, without <c>$</c> and without built-in functions, each once in order of appearance.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>Every <c>x</c> of <c>$states.x</c>, each once in order of appearance.</summary>
    public ImmutableArray<string> StatesFields { get; }

    /// <summary>Dotted names that follow <c>$states</c>, such as <c>context.Execution.Id</c>, each once in order of appearance.</summary>
    public ImmutableArray<string> StatesPaths { get; }

    /// <summary>Names, without <c>$</c>, of the built-in or unbound functions that it calls, each once in order of appearance.</summary>
    public ImmutableArray<string> Functions { get; }

    /// <summary>
    /// What it reads of the value that it is evaluated for: first names of paths that start there (<c>phone</c> in <c>phone.number</c>),
    /// <c>$</c> and <c>$$</c>, each once in order of appearance.
    /// </summary>
    public ImmutableArray<string> TopLevelReferences { get; }

    public static bool TryParse(
        string text,
        JsonataDialect dialect,
        [NotNullWhen(true)] out JsonataExpression? expression,
        [NotNullWhen(false)] out JsonataError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var (root, names) = Compiler.Compile(text, dialect, isWhole: true);
            expression = new JsonataExpression(text, dialect, root, names);
            error = null;
            return true;
        }
        catch (JsonataException e)
        {
            expression = null;
            error = e.ToError();
            return false;
        }
    }

    /// <summary>Its value for a scope, or an error; a pure function of the scope.</summary>
    public JsonataResult Evaluate(in JsonataScope scope)
    {
        var evaluator = new Evaluator(scope, _dialect);
        try
        {
            var value = _root.Evaluate(WholeInput(scope.Input), new Frame(enclosing: null), evaluator);
            return new JsonataResult(JsonResult.Of(value, evaluator), Error: null, IsFunction: value.Function is not null);
        }
        catch (JsonataException e)
        {
            return new JsonataResult(default, e.ToError());
        }
        catch (JsonDepthException)
        {
            return new JsonataResult(default, new JsonataException("U1001") { Detail = "nests too deep" }.ToError());
        }
    }

    /// <summary>An array is one input, not many.</summary>
    private static Value WholeInput(JsonValue input)
    {
        if (!input.IsArray) return input;
        var wrapper = new Items(isSequence: true) { IsOuterWrapper = true };
        wrapper.Add(input);
        return new Value(wrapper);
    }
}
