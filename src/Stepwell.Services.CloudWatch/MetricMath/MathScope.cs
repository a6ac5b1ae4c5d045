namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>What an expression is evaluated over.</summary>
internal interface IMathScope
{
    /// <summary>Where periods begin and end, in seconds since 1970.</summary>
    long From { get; }

    long Until { get; }

    /// <summary>The period of series that are made out of numbers.</summary>
    long Period { get; }

    /// <summary>The value of another query; null: there is none of that id.</summary>
    MathValue? Find(string id);

    /// <summary>All queries that are metrics, with their ids, in the order of the request.</summary>
    IReadOnlyList<KeyValuePair<string, TimeSeries>> Metrics { get; }
}
