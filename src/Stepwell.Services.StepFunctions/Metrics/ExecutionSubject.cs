using System.Diagnostics;
using System.Globalization;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>The executions that a measurement is about.</summary>
/// <param name="Version">The version that they run; null when neither version nor alias was named at their start.</param>
/// <param name="Alias">The alias that they were started by; null without one.</param>
internal readonly record struct ExecutionSubject(string StateMachineArn, long? Version = null, string? Alias = null)
{
    public TagList Tags(Places places)
    {
        var tags = places.Of(StateMachineArn).Tags;
        tags.Add(MetricNames.StateMachineArn, StateMachineArn);
        if (Version is { } version)
            tags.Add(MetricNames.Version, version.ToString(CultureInfo.InvariantCulture));
        if (Alias is not null)
            tags.Add(MetricNames.Alias, Alias);
        return tags;
    }
}
