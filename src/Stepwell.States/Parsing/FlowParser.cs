using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>InputPath, Parameters, ResultSelector, ResultPath, OutputPath and Assign, as far as the state has them.</summary>
internal static class FlowParser
{
    public static JsonPathFlow Read(StateScope state) => Read(state, parameters: "Parameters");

    /// <summary>A Map's Parameters are its item selector, and no part of the flow.</summary>
    public static JsonPathFlow ReadWithoutParameters(StateScope state) => Read(state, parameters: null);

    private static JsonPathFlow Read(StateScope state, string? parameters)
    {
        var fields = state.Fields;
        var assign = AssignParser.Read(fields, state.Graph);
        if (state.IsJsonata) return JsonPathFlow.Default;
        return new JsonPathFlow(
            PathParser.Data(fields, "InputPath"),
            parameters is null ? null : TemplateParser.Read(fields, parameters),
            TemplateParser.Read(fields, "ResultSelector"),
            PathParser.Result(fields),
            PathParser.Data(fields, "OutputPath"),
            assign);
    }
}
