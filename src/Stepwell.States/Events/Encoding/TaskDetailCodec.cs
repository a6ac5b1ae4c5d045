using static Stepwell.States.Events.EventDetail;

namespace Stepwell.States.Events.Encoding;

/// <summary>The task entries of the journal.</summary>
internal static class TaskDetailCodec
{
    public static void Write(EventDetail detail, JournalWriter to)
    {
        switch (detail)
        {
            case TaskScheduled task:
                WriteResource(to, task.Family, task.ResourceType, task.Resource);
                to.Text(task.ResourceArn);
                to.Text(task.Region);
                to.Value(task.Parameters);
                to.Text(task.Token);
                to.OptionalNumber(task.TimeoutSeconds);
                to.OptionalNumber(task.HeartbeatSeconds);
                to.Value(task.Credentials);
                break;
            case TaskStarted task:
                WriteResource(to, task.Family, task.ResourceType, task.Resource);
                to.Text(task.WorkerName);
                break;
            case TaskSubmitted task:
                to.Text(task.ResourceType);
                to.Text(task.Resource);
                to.Value(task.Output);
                break;
            case TaskSucceeded task:
                WriteResource(to, task.Family, task.ResourceType, task.Resource);
                to.Value(task.Output);
                break;
            case TaskFailed task:
                WriteResource(to, task.Family, task.ResourceType, task.Resource);
                to.Byte((byte)task.Kind);
                to.Text(task.Error);
                to.Text(task.Cause);
                break;
            case TaskTimedOut task:
                WriteResource(to, task.Family, task.ResourceType, task.Resource);
                to.Text(task.Error);
                to.Text(task.Cause);
                break;
            default:
                throw new InvalidOperationException($"{detail.GetType().Name} is no task entry.");
        }
    }

    public static EventDetail Read(EventKind kind, JournalReader from) => kind switch
    {
        EventKind.TaskScheduled => new TaskScheduled(
            (TaskFamily)from.Byte(),
            from.Text(),
            from.Text(),
            from.Text(),
            from.Text(),
            from.Value(),
            from.Text(),
            from.OptionalNumber(),
            from.OptionalNumber(),
            from.Value()),
        EventKind.TaskStarted => new TaskStarted((TaskFamily)from.Byte(), from.Text(), from.Text(), from.OptionalText()),
        EventKind.TaskSubmitted => new TaskSubmitted(from.Text(), from.Text(), from.Value()),
        EventKind.TaskSucceeded => new TaskSucceeded((TaskFamily)from.Byte(), from.Text(), from.Text(), from.Value()),
        EventKind.TaskFailed => new TaskFailed(
            (TaskFamily)from.Byte(), from.Text(), from.Text(), (TaskFailureKind)from.Byte(), from.OptionalText(), from.OptionalText()),
        EventKind.TaskTimedOut => new TaskTimedOut((TaskFamily)from.Byte(), from.Text(), from.Text(), from.OptionalText(), from.OptionalText()),
        _ => throw new InvalidDataException($"The journal has an entry of kind {(int)kind}, which this build does not know."),
    };

    private static void WriteResource(JournalWriter to, TaskFamily family, string resourceType, string resource)
    {
        to.Byte((byte)family);
        to.Text(resourceType);
        to.Text(resource);
    }
}
