using Stepwell.EndToEnd.Tests.Crashes.Facts;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>Compares what a server has with the ledger.</summary>
internal sealed class Audit(StepFunctionsClient client, Ledger ledger, Violations violations)
{
    private static readonly ParallelOptions FewAtOnce = new() { MaxDegreeOfParallelism = 4 };

    /// <summary>Looks at what was open when it was last looked at, or was asked about since.</summary>
    public Task CheckUnsettledAsync() =>
        Parallel.ForEachAsync(ledger.Executions(facts => !facts.IsSettled), FewAtOnce, async (facts, _) =>
        {
            if (await CheckAsync(facts) is { IsOpen: false })
                facts.IsSettled = true;
        });

    /// <summary>Looks at everything, when nothing can happen any more.</summary>
    public async Task CheckAllAsync(Workflows workflows)
    {
        foreach (var express in ledger.ExpressStarts.Where(express => express.IsAcknowledged))
            ledger.Send(express.Effect);
        await new ListingCheck(client, ledger, violations).RunAsync(workflows);
        await Parallel.ForEachAsync(ledger.Executions(_ => true), FewAtOnce, async (facts, _) =>
        {
            var view = await CheckAsync(facts);
            if (view is { IsOpen: true })
                violations.Add($"It does not end: {view}");
            else if (view is not null)
                Report(EndCheck.Check(facts, view, workflows), view);
        });
        await CheckExpressAsync();
    }

    /// <returns>Null for an execution that is not there.</returns>
    private async Task<ExecutionView?> CheckAsync(ExecutionFacts facts)
    {
        var view = await ExecutionView.ReadAsync(client, facts.Arn);
        if (view is null)
            violations.Expect(facts.Start is { IsAcknowledged: false }, $"{facts.Arn} was acknowledged and is not there");
        else
            Report(HistoryShape.Check(view).Concat(LedgerCheck.Check(facts, view)), view);
        return view;
    }

    private async Task CheckExpressAsync()
    {
        foreach (var express in ledger.ExpressStarts.Where(express => express.IsAcknowledged))
        {
            var effect = await client.SendAsync("DescribeExecution", new() { ["executionArn"] = express.Effect.Execution });
            violations.Expect(effect.IsSuccess, $"The Express execution that should start {express.Effect.Execution} was acknowledged and did not run");
        }
    }

    private void Report(IEnumerable<string> problems, ExecutionView view)
    {
        var found = problems.ToList();
        if (found.Count > 0)
            violations.Add($"{string.Join("; ", found)}: {view}");
    }
}
