namespace Stepwell.Integrations.Executions;

internal static class TaskRequestCaller
{
    public static TaskCaller Caller(this TaskRequest request) =>
        new(request.AccountId, request.Region, request.RoleArn, request.ExecutionArn);
}
