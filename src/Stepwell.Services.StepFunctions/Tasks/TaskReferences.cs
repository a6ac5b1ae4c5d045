using System.Globalization;
using Stepwell.Services.StepFunctions.Executions;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>Task references as text: <c>frame/task/arn</c>.</summary>
internal static class TaskReferences
{
    public static string Format(TaskReference reference) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference.FrameId}/{reference.TaskId}/{reference.ExecutionArn}");

    public static TaskReference Parse(string text)
    {
        var parts = text.Split('/', 3);
        return new TaskReference(
            parts[2], int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public static bool TryParse(string text, out TaskReference? reference)
    {
        reference = null;
        var parts = text.Split('/', 3);
        if (parts.Length != 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var frameId)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var taskId))
            return false;
        reference = new TaskReference(parts[2], frameId, taskId);
        return true;
    }
}
