using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.History;
using Stepwell.Services.StepFunctions.Operations;
using Stepwell.Simulation.Worlds;

namespace Stepwell.Simulation.Checks;

/// <summary>GetExecutionHistory shows the journal: in pages, in both directions.</summary>
internal static class ProjectionCheck
{
    public static void Run(StepFunctionsService service, DurableExecution execution)
    {
        var expected = execution.Events.Where(entry => entry.Id > 0).Select(entry => Line(HistoryProjection.Show(entry, includeData: true, versionArn: null, aliasArn: null))).ToList();
        Audit.Expect(expected.SequenceEqual(Read(service, execution.Arn, isReversed: false)), execution, "GetExecutionHistory shows something else.");
        Audit.Expect(
            expected.AsEnumerable().Reverse().SequenceEqual(Read(service, execution.Arn, isReversed: true)), execution, "Read backwards the history differs.");
    }

    private static List<string> Read(StepFunctionsService service, string arn, bool isReversed)
    {
        var lines = new List<string>();
        string? token = null;
        do
        {
            var input = new GetExecutionHistoryInput { ExecutionArn = arn, MaxResults = 7, ReverseOrder = isReversed, NextToken = token };
            var page = service.GetExecutionHistory(input, Calls.Context).AsTask().GetAwaiter().GetResult();
            lines.AddRange(page.Events.Select(Line));
            token = page.NextToken;
        }
        while (token is not null);
        return lines;
    }

    private static string Line(HistoryEvent shown) => $"{shown.Id} {shown.PreviousEventId} {shown.Type} {shown.Timestamp:O}";
}
