namespace Stepwell.Integrations;

/// <summary>Error names that integrations raise. Names made of a status or of a service's error code are made where they occur.</summary>
internal static class ErrorNames
{
    public const string Runtime = "States.Runtime";
    public const string TaskFailed = "States.TaskFailed";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string NoConnection = "Events.ConnectionResource.ResourceNotFound";
}
