using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stepwell.Expressions.Intrinsics;
using Stepwell.Expressions.Paths;

namespace Stepwell.Expressions;

/// <summary>
/// A compiled path (<c>$.a</c>, <c>$$.Execution.Id</c>, <c>$variable.b</c>) or intrinsic function call (<c>States.Format('{}', $.a)</c>).
/// Immutable and shared by all executions; evaluation is a pure function of the scope.
/// </summary>
public abstract record Expression
{
    private Expression(string text, ImmutableArray<string> variables, ImmutableArray<string> functions)
    {
        Text = text;
        ReadsContext = text.Contains("$$", StringComparison.Ordinal);
        Variables = variables;
        Functions = functions;
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Whether it may look at the context object; where it does not, the scope needs none.</summary>
    public bool ReadsContext { get; }

    /// <summary>Names of the workflow variables it reads, without <c>$</c>, each once, in order of appearance.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>Names of the intrinsic functions it calls, each once, outermost first.</summary>
    public ImmutableArray<string> Functions { get; }

    /// <summary>True for a path of member names and array indexes only, from the input, the context object or a variable.</summary>
    public bool IsReferencePath => this is Path { JsonPath.IsReferencePath: true };

    /// <summary>A missing value when a definite path selects nothing; a failure only from an intrinsic function.</summary>
    public abstract Evaluation Evaluate(in EvaluationScope scope);

    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, out SyntaxError error)
    {
        var cursor = new Cursor(text);
        expression = IntrinsicParser.StartsCall(text) ? ParseCall(cursor) : ParsePath(cursor);
        error = cursor.Error ?? default;
        return expression is not null;
    }

    private static Path? ParsePath(Cursor cursor) => PathParser.ParseWhole(cursor) is { } path ? new Path(path) : null;

    private static Intrinsic? ParseCall(Cursor cursor) => IntrinsicParser.ParseWhole(cursor) is { } call ? new Intrinsic(call) : null;

    public sealed record Path : Expression
    {
        internal Path(JsonPath path)
            : base(path.Text, path.Variables, []) => JsonPath = path;

        public JsonPath JsonPath { get; }

        public override Evaluation Evaluate(in EvaluationScope scope) => JsonPath.Evaluate(scope);
    }

    public sealed record Intrinsic : Expression
    {
        private readonly IntrinsicCall _call;

        internal Intrinsic(IntrinsicCall call)
            : base(call.Text, call.Variables(), call.Functions()) => _call = call;

        public override Evaluation Evaluate(in EvaluationScope scope) => IntrinsicEvaluator.Evaluate(_call, scope);
    }
}
