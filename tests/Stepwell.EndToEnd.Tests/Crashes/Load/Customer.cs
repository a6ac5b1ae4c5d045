using Stepwell.EndToEnd.Tests.Crashes.Facts;

namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>Starts, starts again, stops and redrives.</summary>
internal sealed class Customer(Connection connection, Ledger ledger, Workflows workflows, Backlog backlog, Random random) : IActor
{
    private const int FewestItems = 2;
    private const int MostItems = 8;

    public Task<bool> ActAsync() => random.Next(100) switch
    {
        < 60 => StartAsync(),
        < 70 => AgainAsync(start => start),
        < 76 => AgainAsync(start => new OtherStart(start)),
        < 88 => AgainAsync(start => new Stop(start.Execution!, $"stop-{ledger.NextNumber()}")),
        _ => RedriveAsync(),
    };

    private Task<bool> StartAsync()
    {
        var id = $"order-{ledger.NextNumber()}";
        var plain = $$"""{"id":"{{id}}"}""";
        return connection.SendAsync(random.Next(100) switch
        {
            < 20 => new ExpressStart(workflows.Express, id, new Start(workflows.Steps, id, plain)),
            < 60 when backlog.TryAdd(1) => new Start(workflows.Errand, id, plain),
            < 80 when backlog.TryAdd(1) => new Start(workflows.Callback, id, plain),
            < 83 when backlog.TryAdd(MostItems) => new Start(workflows.Fan, id, $$"""{"id":"{{id}}","items":[{{Items()}}]}"""),
            _ => new Start(workflows.Steps, id, plain),
        });
    }

    private string Items() => string.Join(',', Enumerable.Range(0, random.Next(FewestItems, MostItems + 1)).Select(_ => random.Next(100)));

    private Task<bool> AgainAsync(Func<Start, Request> request) =>
        ledger.RecentStart(random) is { } start ? connection.SendAsync(request(start)) : StartAsync();

    private Task<bool> RedriveAsync() =>
        ledger.RecentlyEnded(random) is { } execution
            ? connection.SendAsync(new Redrive(execution, $"redrive-{ledger.NextNumber()}"))
            : StartAsync();
}
