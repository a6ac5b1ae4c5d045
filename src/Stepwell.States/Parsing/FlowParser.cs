using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// InputPath, Parameters, ResultSelector, ResultPath and OutputPath, or Arguments and Output; and Assign: as far as the state has them.
/// </summary>
internal static class FlowParser
{
    public static DataFlow Read(StateScope state) => Read(state, parameters: "Parameters");

    /// <summary>A Map's Parameters are its item selector, and no part of the flow.</summary>
    public static DataFlow ReadWithoutParameters(StateScope state) => Read(state, parameters: null);

    private static DataFlow Read(StateScope state, string? parameters)
    {
        var fields = state.Fields;
        if (state.IsJsonata) return Jsonata(fields, state.Graph);
        return new JsonPathFlow(
            PathParser.Data(fields, "InputPath"),
            parameters is null ? null : TemplateParser.Read(fields, parameters),
            TemplateParser.Read(fields, "ResultSelector"),
            PathParser.Result(fields),
            PathParser.Data(fields, "OutputPath"),
            AssignParser.JsonPath(fields, state.Graph));
    }

    private static JsonataFlow Jsonata(Fields fields, GraphOutline graph)
    {
        var known = fields["Type"].StringEquals("Task") || fields["Type"].StringEquals("Parallel") || fields["Type"].StringEquals("Map")
            ? StatesFields.Result
            : StatesFields.None;
        return new JsonataFlow(
            JsonataParser.Template(fields, "Arguments"),
            JsonataParser.Template(fields, "Output", known),
            AssignParser.Jsonata(fields, graph, known));
    }
}
