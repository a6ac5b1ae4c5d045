using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

/// <summary>Calls functions and words their failures as Step Functions does, which reports all of them as States.Runtime.</summary>
internal static class IntrinsicEvaluator
{
    public static Evaluation Evaluate(IntrinsicCall call, in EvaluationScope scope)
    {
        try
        {
            return Call(call, call, scope);
        }
        catch (JsonDepthException e)
        {
            return Failed(call, e.Message);
        }
    }

    private static Evaluation Call(IntrinsicCall call, IntrinsicCall outermost, in EvaluationScope scope)
    {
        var arguments = new JsonValue[call.Arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = ValueOf(call.Arguments[i], outermost, scope);
            if (argument.Failed) return argument;
            arguments[i] = argument.Value;
        }

        if (!call.Function.Accepts(arguments)) return Failed(outermost, $"Invalid arguments in {call.Function.Name}");
        var result = call.Function.Body(arguments, scope.Services);
        return result.Value.IsMissing ? Failed(outermost, result.Problem ?? $"Invalid arguments in {call.Function.Name}") : result.Value;
    }

    private static Evaluation ValueOf(IntrinsicArgument argument, IntrinsicCall outermost, in EvaluationScope scope)
    {
        switch (argument)
        {
            case IntrinsicArgument.Literal literal:
                return literal.Value;
            case IntrinsicArgument.Call call:
                return Call(call.Nested, outermost, scope);
            case IntrinsicArgument.Path path:
                var value = path.Selection.Evaluate(scope);
                return value.IsMissing ? NotFound(path.Selection, outermost, scope) : value;
            default:
                throw new InvalidOperationException($"No such argument: {argument}.");
        }
    }

    private static ExpressionFailure Failed(IntrinsicCall outermost, string problem) => new(
        ExpressionFailure.Runtime, $"There was an error while evaluating the intrinsic function: {outermost.Text}. {problem}");

    private static ExpressionFailure NotFound(JsonPath path, IntrinsicCall outermost, in EvaluationScope scope) => new(
        ExpressionFailure.Runtime,
        $"The function '{outermost.Text}' had the following error: The JsonPath argument for the field '{path.TextFromRoot}' "
            + $"could not be found in the input '{CompactJson.Of(scope.Input)}'");
}
