using Stepwell.Expressions.Jsonata.Nodes;
using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary><c>$eval</c>: an expression in a text, which sees and may bind the variables of the place that calls.</summary>
internal static class EvalFunction
{
    private const string LimitCode = "U1001";

    public static NativeFunction Eval { get; } = new("eval", 2, "<sx?:x>", Evaluate);

    private static Value Evaluate(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        var input = arguments.Site.Input;
        if (!arguments[1].IsUndefined) input = Wrapped(arguments[1]);
        var node = Compile(text, arguments.Evaluator.Dialect);
        var depth = arguments.Evaluator.Depth;
        try
        {
            return node.Evaluate(input, arguments.Site.Frame, arguments.Evaluator);
        }
        catch (JsonataException e) when (e.Code != LimitCode)
        {
            arguments.Evaluator.LeaveTo(depth);
            throw new JsonataException("D3121", JsonValue.String(ErrorMessages.Of(e)));
        }
    }

    private static Node Compile(string text, JsonataDialect dialect)
    {
        try
        {
            return Compiler.Compile(text, dialect).Root;
        }
        catch (JsonataException e) when (e.Code != LimitCode)
        {
            throw new JsonataException("D3120", JsonValue.String(ErrorMessages.Of(e)));
        }
    }

    /// <summary>An array is one input, not many.</summary>
    private static Value Wrapped(in Value focus)
    {
        if (!focus.IsArray || focus.IsSequence) return focus;
        var wrapper = new Items(isSequence: true) { IsOuterWrapper = true };
        wrapper.Add(focus);
        return new Value(wrapper);
    }
}
