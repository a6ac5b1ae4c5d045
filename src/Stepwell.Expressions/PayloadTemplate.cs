using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stepwell.Expressions.Templates;
using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>
/// A compiled payload template: JSON in which a field whose name ends in <c>.$</c> holds an expression and takes its value, at any depth,
/// in arrays too. Parts without such fields are reused as they are. Immutable and shared by all executions.
/// </summary>
/// <remarks>https://states-language.net/#payload-template</remarks>
public sealed class PayloadTemplate
{
    private readonly TemplateNode _root;

    private PayloadTemplate(TemplateNode root)
    {
        _root = root;
        var expressions = TemplateNode.ExpressionsIn(root).ToList();
        Variables = [.. expressions.SelectMany(expression => expression.Variables).Distinct()];
        Expressions = [.. expressions];
        ReadsContext = expressions.Exists(expression => expression.ReadsContext);
    }

    /// <inheritdoc cref="Expression.ReadsContext"/>
    public bool ReadsContext { get; }

    /// <summary>Names of the workflow variables it reads, each once, in order of appearance.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>All expressions in it, in order of appearance.</summary>
    public ImmutableArray<Expression> Expressions { get; }

    /// <summary>False with at least one error; all that were found are given.</summary>
    public static bool TryParse(
        JsonValue json, [NotNullWhen(true)] out PayloadTemplate? template, out ImmutableArray<TemplateError> errors)
    {
        var compiler = new TemplateCompiler();
        var root = compiler.Compile(json);
        errors = compiler.Errors;
        template = errors.IsEmpty ? new PayloadTemplate(root) : null;
        return template is not null;
    }

    public Evaluation Evaluate(in EvaluationScope scope)
    {
        try
        {
            return TemplateEvaluator.Evaluate(_root, scope);
        }
        catch (JsonDepthException e)
        {
            return new ExpressionFailure(ExpressionFailure.Runtime, e.Message);
        }
    }
}
