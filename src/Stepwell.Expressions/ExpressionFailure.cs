using Stepwell.Expressions.Text;

namespace Stepwell.Expressions;

/// <summary>
/// An expected failure in AWS's words. <c>Cause</c> lacks the sentence that names the state and its event; the engine puts it in front.
/// </summary>
public sealed record ExpressionFailure(string Error, string Cause)
{
    public const string Runtime = "States.Runtime";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";

    /// <summary>A definite path in a payload template, or in ErrorPath and CausePath, that selects nothing.</summary>
    public static ExpressionFailure PathNotFound(JsonPath path, string field, in EvaluationScope scope)
    {
        var searched = CompactJson.Of(path.IsContextPath ? scope.Context : scope.Input);
        return new ExpressionFailure(
            Runtime,
            $"The JSONPath '{path.TextFromRoot}' specified for the field '{field}' could not be found in the input '{searched}'");
    }

    /// <summary>A definite path that selects nothing in InputPath, OutputPath, TimeoutSecondsPath and the like.</summary>
    public static ExpressionFailure InvalidPath(JsonPath path, in EvaluationScope scope) =>
        new(Runtime, $"Invalid path '{path.Text}' : {path.ExplainMissing(scope)}");
}
