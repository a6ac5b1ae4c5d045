using Stepwell.Services.StepFunctions.Tests.Support;

namespace Stepwell.Services.StepFunctions.Tests.Metrics;

internal static class MetricCalls
{
    /// <summary>Waits until the execution is closed and its end is told: a reader of the store can be ahead of what follows from a commit.</summary>
    /// <param name="ends">How many executions have ended by then, in all.</param>
    public static async Task EndTold(this Server server, string executionArn, int ends = 1)
    {
        await server.End(executionArn);
        await server.Until($"{ends} ends", () => Task.FromResult(server.Measurements.Of("ExecutionTime").Count >= ends));
    }
}
