using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Events;
using Stepwell.States.Testing;

namespace Stepwell.States.Engine;

/// <summary>Task states, from scheduling to the result.</summary>
internal sealed partial class Activation
{
    private string? ExecuteTask(Frame frame, TaskState state)
    {
        if (state.Resource is TaskResource.Activity activity && !environment.ActivityExists(activity.Arn))
            return Fail(frame, state, Failure.Runtime($"The activity {activity.Arn} does not exist."));
        var token = HasToken(state.Resource) ? environment.NewTaskToken(frame.Id, _execution.LastEventId + 1) : "";
        // The context object shows a token only to integrations that pass it on.
        var flow = FlowOf(frame, state, state.Resource is TaskResource.Integration ? token : "");
        if (flow.EffectiveInput().Failed(out var parameters, out var failure)
            || flow.Seconds(state.Timeout, "TimeoutSecondsPath").Failed(out var timeoutSeconds, out failure)
            || flow.Seconds(state.Heartbeat, "HeartbeatSecondsPath").Failed(out var heartbeatSeconds, out failure)
            || flow.Credentials(state).Failed(out var credentials, out failure))
            return Fail(frame, state, failure);
        if (parameters.Utf8Length > Decider.MaxPayloadBytes)
            return Fail(frame, state, Failure.TooLarge(state.Name));
        var (family, resourceType, resource) = Describe(state.Resource);
        var task = new EventDetail.TaskScheduled(
            family, resourceType, resource, state.Resource.Arn, _execution.Identity!.Region, parameters, token, timeoutSeconds, heartbeatSeconds, credentials);
        Emit(frame, task);
        frame = _execution.Get(frame.Id);
        _effects.Add(new Effect.ScheduleTask(frame, TaskOf(frame)));
        // A worker starts an activity; everything else is started by the server itself.
        if (family != TaskFamily.Activity)
            EmitTaskStarted(frame, workerName: null);
        return null;
    }

    private void EmitTaskStarted(Frame frame, string? workerName)
    {
        var task = TaskOf(frame).Scheduled;
        Emit(frame, new EventDetail.TaskStarted(task.Family, task.ResourceType, task.Resource, workerName));
    }

    private void SubmitTask(Frame frame, JsonValue output)
    {
        var task = TaskOf(frame).Scheduled;
        Emit(frame, new EventDetail.TaskSubmitted(task.ResourceType, task.Resource, output));
    }

    private void SucceedTask(Frame frame, JsonValue output)
    {
        var pending = TaskOf(frame);
        var task = pending.Scheduled;
        if (output.Utf8Length > Decider.MaxPayloadBytes)
        {
            var tooLarge = Failure.TooLarge(task.Family == TaskFamily.Task ? task.ResourceType : task.Resource);
            FailTask(frame, new Command.FailTask(frame.Id, TaskFailureKind.Failed, tooLarge.Error, tooLarge.Cause));
            return;
        }
        EndTask(frame, isAbandoned: false);
        Emit(frame, new EventDetail.TaskSucceeded(task.Family, task.ResourceType, task.Resource, output));
        environment.Inspection?.Note(InspectionStage.Result, output);
        frame = _execution.Get(frame.Id);
        var state = (TaskState)StateOf(frame);
        Continue(frame, Complete(frame, state, FlowOf(frame, state), output, state.Transition));
    }

    private void FailTask(Frame frame, Command.FailTask failed)
    {
        var task = TaskOf(frame).Scheduled;
        EndTask(frame, isAbandoned: false);
        Emit(frame, new EventDetail.TaskFailed(task.Family, task.ResourceType, task.Resource, failed.Kind, failed.Error, failed.Cause));
        frame = _execution.Get(frame.Id);
        Continue(frame, Fail(frame, StateOf(frame), new Failure(failed.Error, failed.Cause)));
    }

    private void TimeOutTask(Frame frame, Pending.Task pending)
    {
        var task = pending.Scheduled;
        EndTask(frame, isAbandoned: true);
        Emit(frame, new EventDetail.TaskTimedOut(task.Family, task.ResourceType, task.Resource, ErrorNames.Timeout, null));
        frame = _execution.Get(frame.Id);
        // A missed heartbeat is a timeout that can also be caught by its own name.
        var alias = pending.HasMissedHeartbeat(Now) ? ErrorNames.HeartbeatTimeout : null;
        Continue(frame, Fail(frame, StateOf(frame), new Failure(ErrorNames.Timeout, null, alias)));
    }

    private static Pending.Task TaskOf(Frame frame) =>
        frame.Pending as Pending.Task ?? throw new InvalidOperationException($"Frame {frame.Id} has no task to go on with.");

    private static bool HasToken(TaskResource resource) => resource is TaskResource.Activity or TaskResource.Integration
    {
        Pattern: IntegrationPattern.WaitForTaskToken,
    };

    private static (TaskFamily Family, string ResourceType, string Resource) Describe(TaskResource resource) => resource switch
    {
        TaskResource.Activity activity => (TaskFamily.Activity, "", activity.Arn),
        TaskResource.Function function => (TaskFamily.LambdaFunction, "", function.Arn),
        TaskResource.Integration integration => (TaskFamily.Task, integration.ResourceType, integration.Action),
        TaskResource.Other other => (TaskFamily.Task, "", other.Arn),
        _ => throw new InvalidOperationException($"No rule describes {resource.GetType().Name}."),
    };
}
