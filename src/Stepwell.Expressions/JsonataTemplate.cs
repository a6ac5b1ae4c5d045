using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stepwell.Expressions.Templates;
using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>
/// The value of a field in a JSONata state: JSON in which every string that starts with <c>{%</c> and ends with <c>%}</c> is an
/// expression and takes its value, at any depth. Parts without expressions are reused as they are. Immutable and shared by all executions.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html</remarks>
public sealed class JsonataTemplate
{
    private readonly JsonataNode _root;

    private JsonataTemplate(JsonataNode root, string field)
    {
        _root = root;
        Field = field;
        Expressions = [.. JsonataNode.ExpressionsIn(root)];
        Variables = Distinct(expression => expression.Variables);
        StatesFields = Distinct(expression => expression.StatesFields);
        ReadsStates = Variables.Contains("states");
        ReadsContext = Expressions.Any(part => MayReadContext(part.Expression));
    }

    /// <summary>What failures call the root.</summary>
    public string Field { get; }

    /// <summary>All expressions in it, in order of appearance, with their places: from the field on, <c>Output/a/b[0]</c>.</summary>
    public ImmutableArray<(string Location, JsonataExpression Expression)> Expressions { get; }

    /// <summary>Names of the variables that it reads, <c>states</c> included, without <c>$</c>, each once.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>Every <c>x</c> of <c>$states.x</c>, each once.</summary>
    public ImmutableArray<string> StatesFields { get; }

    /// <summary>Whether it may look at <c>$states</c>; where it does not, the scope needs none.</summary>
    public bool ReadsStates { get; }

    /// <summary>The same of <c>$states.context</c>.</summary>
    public bool ReadsContext { get; }

    /// <summary>The value, when there is no expression in it; else missing.</summary>
    public JsonValue Literal => _root is JsonataNode.Static part ? part.Value : default;

    /// <summary>False with at least one error; all that were found are given.</summary>
    /// <param name="field">What failures call the root: <c>Output</c>, <c>Choices[0]/Condition</c>.</param>
    public static bool TryParse(
        JsonValue json,
        string field,
        [NotNullWhen(true)] out JsonataTemplate? template,
        out ImmutableArray<JsonataTemplateError> errors)
    {
        var compiler = new JsonataCompiler();
        var root = compiler.Compile(json, field);
        errors = compiler.Errors;
        template = errors.IsEmpty ? new JsonataTemplate(root, field) : null;
        return template is not null;
    }

    /// <summary>Whether a string is an expression; one that is only opened or only closed is <see cref="IsHalfDelimited"/>.</summary>
    public static bool IsDelimited(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length >= 4 && Opens(text) && Closes(text);
    }

    /// <summary>Whether a string looks like an expression that was not delimited properly: only one side, or blanks around it.</summary>
    public static bool IsHalfDelimited(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return !IsDelimited(text) && (Opens(text.TrimStart()) || Closes(text.TrimEnd()));
    }

    /// <summary>Its value, with every expression evaluated over the scope, or the first failure.</summary>
    public JsonataEvaluation Evaluate(in JsonataScope scope) => JsonataNodeEvaluator.Evaluate(_root, scope);

    /// <summary>The same for a field that takes one kind of value; any other is a failure.</summary>
    public JsonataEvaluation Evaluate(in JsonataScope scope, JsonKind expected)
    {
        var evaluation = Evaluate(scope);
        return evaluation.Failed || evaluation.Value.Kind == expected || _root is not JsonataNode.Dynamic dynamic
            ? evaluation
            : JsonataFailure.UnexpectedType(dynamic.Location, dynamic.Expression, expected, evaluation.Value);
    }

    private static bool Opens(string text) => text.StartsWith("{%", StringComparison.Ordinal);

    private static bool Closes(string text) => text.EndsWith("%}", StringComparison.Ordinal);

    /// <summary>It does unless it takes <c>$states</c> only as the beginning of paths elsewhere: what is left may hand it on.</summary>
    private static bool MayReadContext(JsonataExpression expression) =>
        CountOf("$states", expression.Text) > CountOf("$states.input", expression.Text)
            + CountOf("$states.result", expression.Text) + CountOf("$states.errorOutput", expression.Text);

    private static int CountOf(string part, string text)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            count++;
        return count;
    }

    private ImmutableArray<string> Distinct(Func<JsonataExpression, ImmutableArray<string>> names) =>
        [.. Expressions.SelectMany(part => names(part.Expression)).Distinct(StringComparer.Ordinal)];
}
