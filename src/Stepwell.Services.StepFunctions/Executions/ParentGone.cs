namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>The message by which an execution tells its child that the task that waited for it has been abandoned.</summary>
internal sealed class ParentGone
{
    public static readonly ParentGone Instance = new();

    private ParentGone()
    {
    }
}
