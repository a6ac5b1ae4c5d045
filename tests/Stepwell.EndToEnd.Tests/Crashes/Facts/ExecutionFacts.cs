namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>Everything that clients know of one execution.</summary>
internal sealed class ExecutionFacts(string arn)
{
    private readonly List<Result> _results = [];
    private readonly List<Stop> _stops = [];
    private readonly List<Redrive> _redrives = [];

    public string Arn => arn;

    /// <summary>Null for one that another execution has started.</summary>
    public Start? Start { get; private set; }

    public IReadOnlyList<Result> Results => _results;

    public IReadOnlyList<Stop> Stops => _stops;

    public IReadOnlyList<Redrive> Redrives => _redrives;

    /// <summary>It had ended when it was last looked at, and nobody has asked for anything since.</summary>
    public bool IsSettled { get; set; }

    public void Add(Request request)
    {
        IsSettled = false;
        switch (request)
        {
            case Start start:
                Start = start;
                break;
            case Result result when !_results.Contains(result):
                _results.Add(result);
                break;
            case Stop stop:
                _stops.Add(stop);
                break;
            case Redrive redrive when !_redrives.Contains(redrive):
                _redrives.Add(redrive);
                break;
        }
    }
}
