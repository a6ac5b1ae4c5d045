using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;

namespace Stepwell.Services.StepFunctions.Tests.MapRuns;

/// <summary>Calls about Map Runs with what tests mostly say.</summary>
internal static class MapRunCalls
{
    /// <summary>The one Map Run of the execution, when it has started.</summary>
    public static async Task<DescribeMapRunOutput> MapRunOf(this Server server, string executionArn)
    {
        IReadOnlyList<MapRunListItem> all = [];
        await server.Until("a Map Run", async () =>
            (all = (await server.Service.ListMapRuns(new() { ExecutionArn = executionArn }, server.Context)).MapRuns).Count > 0);
        return await server.Service.DescribeMapRun(new() { MapRunArn = all[0].MapRunArn }, server.Context);
    }

    public static async Task<IReadOnlyList<ExecutionListItem>> Children(this Server server, string mapRunArn) =>
        (await server.Service.ListExecutions(new() { MapRunArn = mapRunArn }, server.Context)).Executions;

    public static Task UntilRunning(this Server server, string executionArn, int count) => server.Until($"{count} running children", async () =>
    {
        var mapRun = await server.MapRunOf(executionArn);
        var children = await server.Service.ListExecutions(new() { MapRunArn = mapRun.MapRunArn, StatusFilter = "RUNNING" }, server.Context);
        return mapRun.ExecutionCounts.Running == count && children.Executions.Count == count;
    });
}
