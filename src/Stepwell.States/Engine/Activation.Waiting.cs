using System.Globalization;
using Stepwell.Expressions;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>Wait states.</summary>
internal sealed partial class Activation
{
    /// <summary>The longest wait that AWS accepts at run time: one second less than 2^31.</summary>
    private const long MaxDelaySeconds = 2_147_483_647;

    private const string DateTimeFormat = "ISO-8601 extended offset date-time format";

    private string? ExecuteWait(Frame frame, WaitState state)
    {
        var flow = FlowOf(frame, state);
        if (WaitUntil(flow, state.Duration).Failed(out DateTimeOffset until, out var failure))
            return Fail(frame, state, failure);
        if ((until - Now).TotalSeconds > MaxDelaySeconds)
            return Fail(frame, state, Failure.Runtime("Wait state delay is too long."));
        if (until <= Now)
            return FinishWait(frame, state);
        Emit(frame, new EventDetail.WaitStarted(Timestamps.RoundUp(until)));
        return null;
    }

    private void CompleteWait(Frame frame, WaitState state)
    {
        if (FinishWait(frame, state) is { } next)
            _ready.Enqueue((frame.Id, next));
    }

    private string? FinishWait(Frame frame, WaitState state)
    {
        var flow = FlowOf(frame, state);
        if (flow.Input().Failed(out var input, out var failure)
            || flow.Output(input).Failed(out var output, out failure)
            || flow.Assign(input).Failed(out var assigned, out failure))
            return Fail(frame, state, failure);
        return Leave(frame, state, output, assigned, state.Transition);
    }

    private Outcome<DateTimeOffset> WaitUntil(Flow flow, WaitDuration duration)
    {
        switch (duration)
        {
            case WaitDuration.Seconds(var seconds):
                return Now.AddSeconds(seconds);
            case WaitDuration.Until(var timestamp):
                return timestamp;
            case WaitDuration.SecondsOf(var template):
                if (flow.Evaluate(template, JsonKind.Number).Failed(out var number, out var failed))
                    return failed;
                return number.TryGetInt64(out var whole) && whole is >= 0 and <= MaxDelaySeconds
                    ? Now.AddSeconds(whole)
                    : Late(template.Field, $"The Seconds field cannot be parsed as a long value: {number}");
            case WaitDuration.UntilOf(var template):
                if (flow.Evaluate(template, JsonKind.String).Failed(out var text, out failed))
                    return failed;
                return Timestamps.TryParse(text.GetString(), out var instant)
                    ? instant
                    : Late(template.Field, $"The Timestamp field cannot be parsed as an {DateTimeFormat} string: {text.GetString()}");
            case WaitDuration.SecondsAt(var path):
                if (flow.Input().Failed(out var input, out var failure))
                    return failure;
                var found = flow.TrySelect(path, input);
                if (found.IsMissing)
                    return NoValue("SecondsPath", path);
                if (found.IsNumber && long.TryParse(found.NumberText, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                    return value > MaxDelaySeconds ? Failure.Runtime("Wait state delay is too long.") : Now.AddSeconds(value);
                return Failure.Runtime($"The SecondsPath parameter cannot be parsed as a long value: {path.Text} == {Plain(found)}");
            case WaitDuration.UntilAt(var path):
                if (flow.Input().Failed(out input, out failure))
                    return failure;
                found = flow.TrySelect(path, input);
                if (found.IsMissing)
                    return NoValue("TimestampPath", path);
                if (found.IsString && Timestamps.TryParse(found.GetString(), out var time))
                    return time;
                return Failure.Runtime(
                    $"The TimestampPath parameter does not reference a valid {DateTimeFormat} string: "
                    + $"{path.Text} == {Plain(found)}");
            default:
                throw new InvalidOperationException($"No rule computes {duration.GetType().Name}.");
        }
    }

    /// <remarks>Recorded conversations, area logs.</remarks>
    private static Failure NoValue(string parameter, Expression path) =>
        Failure.Runtime($"The {parameter} parameter does not reference an input value: {path.Text}");

    /// <summary>Recordings of AWS have the entry of the state before such a failure, and not before one of the expression.</summary>
    private static Failure Late(string field, string text)
    {
        var failure = Failure.Query(field, text);
        return failure with { Evaluation = failure.Evaluation! with { IsLate = true } };
    }

    /// <summary>A value as AWS prints it in causes: strings without their quotes.</summary>
    private static string Plain(JsonValue value) => value.IsString ? value.GetString() : value.ToString();
}
