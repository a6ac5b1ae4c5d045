using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Events;
using static Stepwell.Services.StepFunctions.History.HistoryProjection;
using static Stepwell.States.Events.EventDetail;

namespace Stepwell.Services.StepFunctions.History;

/// <summary>The details of task events, which each of the three families has in a form of its own.</summary>
internal static class TaskHistory
{
    public static HistoryEvent Describe(HistoryEvent shown, EventDetail detail, bool includeData) => detail switch
    {
        TaskScheduled task => Scheduled(shown, task, includeData),
        TaskStarted task => Started(shown, task),
        TaskSubmitted(var type, var resource, var output) => shown with
        {
            TaskSubmittedEventDetails = new()
            {
                ResourceType = type,
                Resource = resource,
                Output = Text(output, includeData),
                OutputDetails = Details(includeData),
            },
        },
        TaskSucceeded task => Succeeded(shown, task, includeData),
        TaskFailed task => Failed(shown, task),
        TaskTimedOut task => TimedOut(shown, task),
        _ => throw new InvalidOperationException($"{detail.GetType().Name} is no task event."),
    };

    private static HistoryEvent Scheduled(HistoryEvent shown, TaskScheduled task, bool includeData) => task.Family switch
    {
        TaskFamily.Activity => shown with
        {
            ActivityScheduledEventDetails = new()
            {
                Resource = task.Resource,
                Input = Text(task.Parameters, includeData),
                InputDetails = Details(includeData),
                TimeoutInSeconds = task.TimeoutSeconds,
                HeartbeatInSeconds = task.HeartbeatSeconds,
            },
        },
        TaskFamily.LambdaFunction => shown with
        {
            LambdaFunctionScheduledEventDetails = new()
            {
                Resource = task.Resource,
                Input = Text(task.Parameters, includeData),
                InputDetails = Details(includeData),
                TimeoutInSeconds = task.TimeoutSeconds,
                TaskCredentials = Credentials(task),
            },
        },
        _ => shown with
        {
            TaskScheduledEventDetails = new()
            {
                ResourceType = task.ResourceType,
                Resource = task.Resource,
                Region = task.Region,
                Parameters = task.Parameters.ToString(),
                TimeoutInSeconds = task.TimeoutSeconds,
                HeartbeatInSeconds = task.HeartbeatSeconds,
                TaskCredentials = Credentials(task),
            },
        },
    };

    private static HistoryEvent Started(HistoryEvent shown, TaskStarted task) => task.Family switch
    {
        TaskFamily.Activity => shown with { ActivityStartedEventDetails = new() { WorkerName = task.WorkerName } },
        TaskFamily.LambdaFunction => shown,
        _ => shown with { TaskStartedEventDetails = new() { ResourceType = task.ResourceType, Resource = task.Resource } },
    };

    private static HistoryEvent Succeeded(HistoryEvent shown, TaskSucceeded task, bool includeData)
    {
        var (output, details) = (Text(task.Output, includeData), Details(includeData));
        return task.Family switch
        {
            TaskFamily.Activity => shown with { ActivitySucceededEventDetails = new() { Output = output, OutputDetails = details } },
            TaskFamily.LambdaFunction =>
                shown with { LambdaFunctionSucceededEventDetails = new() { Output = output, OutputDetails = details } },
            _ => shown with
            {
                TaskSucceededEventDetails = new()
                {
                    ResourceType = task.ResourceType,
                    Resource = task.Resource,
                    Output = output,
                    OutputDetails = details,
                },
            },
        };
    }

    private static HistoryEvent Failed(HistoryEvent shown, TaskFailed task)
    {
        var (type, resource, error, cause) = (task.ResourceType, task.Resource, task.Error, task.Cause);
        return (task.Family, task.Kind) switch
        {
            (TaskFamily.Activity, TaskFailureKind.ScheduleFailed) =>
                shown with { ActivityScheduleFailedEventDetails = new() { Error = error, Cause = cause } },
            (TaskFamily.Activity, _) => shown with { ActivityFailedEventDetails = new() { Error = error, Cause = cause } },
            (TaskFamily.LambdaFunction, TaskFailureKind.ScheduleFailed) =>
                shown with { LambdaFunctionScheduleFailedEventDetails = new() { Error = error, Cause = cause } },
            (TaskFamily.LambdaFunction, TaskFailureKind.StartFailed) =>
                shown with { LambdaFunctionStartFailedEventDetails = new() { Error = error, Cause = cause } },
            (TaskFamily.LambdaFunction, _) => shown with { LambdaFunctionFailedEventDetails = new() { Error = error, Cause = cause } },
            (_, TaskFailureKind.StartFailed) =>
                shown with { TaskStartFailedEventDetails = new() { ResourceType = type, Resource = resource, Error = error, Cause = cause } },
            (_, TaskFailureKind.SubmitFailed) =>
                shown with { TaskSubmitFailedEventDetails = new() { ResourceType = type, Resource = resource, Error = error, Cause = cause } },
            _ => shown with { TaskFailedEventDetails = new() { ResourceType = type, Resource = resource, Error = error, Cause = cause } },
        };
    }

    private static HistoryEvent TimedOut(HistoryEvent shown, TaskTimedOut task)
    {
        var (error, cause) = (task.Error, task.Cause);
        return task.Family switch
        {
            TaskFamily.Activity => shown with { ActivityTimedOutEventDetails = new() { Error = error, Cause = cause } },
            TaskFamily.LambdaFunction => shown with { LambdaFunctionTimedOutEventDetails = new() { Error = error, Cause = cause } },
            _ => shown with
            {
                TaskTimedOutEventDetails = new() { ResourceType = task.ResourceType, Resource = task.Resource, Error = error, Cause = cause },
            },
        };
    }

    private static TaskCredentials? Credentials(TaskScheduled task) =>
        task.Credentials["RoleArn"] is { IsString: true } role ? new TaskCredentials { RoleArn = role.GetString() } : null;
}
