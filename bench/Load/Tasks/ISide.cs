namespace Stepwell.Bench.Load.Tasks;

/// <summary>An engine with workers that do five durable steps.</summary>
internal interface ISide : IDisposable
{
    string Name { get; }

    /// <summary>All that take part but the load generator.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>Executions of five steps, from start to result.</summary>
    /// <param name="perSecond">How many are offered; null: each client starts one when its last has ended.</param>
    Figures Run(int clients, TimeSpan duration, double? perSecond);
}
