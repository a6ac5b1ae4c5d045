using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class FailParser
{
    public static FailState Parse(StateScope state)
    {
        state.Graph.HasTerminalState = true;
        DataFlow flow = state.IsJsonata ? JsonataFlow.Default : JsonPathFlow.Default;
        return new FailState(state.Name, state.Comment, flow, Text(state.Fields, "Error"), Text(state.Fields, "Cause"));
    }

    private static TextField? Text(Fields fields, string name)
    {
        var pathName = name + "Path";
        if (!fields.AtMostOne(name, pathName)) return null;
        if (JsonataParser.Expression(fields, name) is { } template) return new TextField.Jsonata(template);
        if (fields.Text(name) is { } text)
        {
            PathParser.WarnOfPath(fields, name, text);
            return new TextField.Literal(text);
        }

        return PathParser.PathOrFunction(fields, pathName) is { } expression ? new TextField.At(expression) : null;
    }
}
