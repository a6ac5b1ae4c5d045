using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class StateParser
{
    private const string Types = "[Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]";

    /// <summary>Null after a finding.</summary>
    public static State? Parse(StateScope state)
    {
        var fields = state.Fields;
        if (!fields.Require("Type")) return null;
        var type = fields["Type"] is { IsString: true } text ? text.GetString() : string.Empty;
        if (FieldNames.OfState(type) is not { } allowed)
        {
            fields.Refuse("Type", $"The field 'Type' should have one of these values: {Types}");
            return null;
        }

        RequireFieldsOf(type, fields);
        fields.Allow(allowed);
        Languages.Check(fields);
        return type switch
        {
            "Pass" => Pass(state),
            "Task" => TaskParser.Parse(state),
            "Choice" => ChoiceParser.Parse(state),
            "Wait" => WaitParser.Parse(state),
            "Succeed" => Succeed(state),
            "Fail" => FailParser.Parse(state),
            "Parallel" => ParallelParser.Parse(state),
            _ => MapParser.Parse(state),
        };
    }

    private static void RequireFieldsOf(string type, Fields fields)
    {
        if (type == "Task") fields.Require("Resource");
        if (type == "Choice") fields.Require("Choices");
        if (type == "Parallel") fields.Require("Branches");
    }

    private static PassState? Pass(StateScope state)
    {
        var flow = FlowParser.Read(state);
        var result = state.Fields["Result"];
        if (TemplateParser.LooksDynamic(result))
        {
            const string message = "The Result of a Pass state is static; paths in it are not evaluated";
            state.Findings.Warning(FindingCodes.PassResultIsStatic, message, state.Fields.At("Result"));
        }

        return state.ReadTransition() is { } transition ? new PassState(state.Name, state.Comment, flow, result.Compact(), transition) : null;
    }

    private static SucceedState Succeed(StateScope state)
    {
        state.Graph.HasTerminalState = true;
        return new SucceedState(state.Name, state.Comment, FlowParser.Read(state));
    }
}
