using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class WaitParser
{
    public static WaitState? Parse(StateScope state)
    {
        var flow = FlowParser.Read(state);
        var duration = Duration(state.Fields);
        var transition = state.ReadTransition();
        return duration is null || transition is null ? null : new WaitState(state.Name, state.Comment, flow, duration, transition);
    }

    private static WaitDuration? Duration(Fields fields)
    {
        if (!fields.ExactlyOne("SecondsPath", "Seconds", "TimestampPath", "Timestamp")) return null;
        if (JsonataParser.Expression(fields, "Seconds") is { } computed) return new WaitDuration.SecondsOf(computed);
        if (JsonataParser.Expression(fields, "Timestamp") is { } computedTime) return new WaitDuration.UntilOf(computedTime);
        if (fields.Integer("Seconds") is { } seconds) return new WaitDuration.Seconds(seconds);
        if (PathParser.Reference(fields, "SecondsPath") is { } secondsPath) return new WaitDuration.SecondsAt(secondsPath);
        if (fields.Timestamp("Timestamp") is { } timestamp) return new WaitDuration.Until(timestamp);
        return PathParser.Reference(fields, "TimestampPath") is { } timestampPath ? new WaitDuration.UntilAt(timestampPath) : null;
    }
}
