using Stepwell.Services.CloudWatch.Api;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>How many datapoints breach, and what that means when some are missing.</summary>
/// <remarks>
/// User guide, "Configuring how CloudWatch alarms treat missing data" with its tables, and "Avoiding premature transitions to alarm state". More
/// datapoints are looked at than the alarm has periods; the last ones that there are count, however far back.
/// </remarks>
internal static class AlarmRule
{
    /// <summary>Looked at beyond the evaluation periods.</summary>
    public const int ExtraPeriods = 2;

    /// <param name="breaches">Period by period up to the last: whether it breaches; null: it is missing.</param>
    /// <returns>Null: the state stays what it is.</returns>
    public static string? StateOf(IReadOnlyList<bool?> breaches, int evaluationPeriods, int datapointsToAlarm, string treatMissingData)
    {
        var known = breaches.OfType<bool>().TakeLast(evaluationPeriods).ToList();
        var breaching = known.Count(isBreaching => isBreaching);
        if (breaching >= datapointsToAlarm)
            return StateValue.Alarm;
        var missing = evaluationPeriods - known.Count;
        if (missing == 0)
            return StateValue.Ok;
        switch (treatMissingData)
        {
            case "breaching":
                return breaching + missing >= datapointsToAlarm ? StateValue.Alarm : StateValue.Ok;
            case "notBreaching":
                return StateValue.Ok;
            case "ignore":
                return known.Count > breaching ? StateValue.Ok : null;
            default:
                if (known.Count == 0)
                    return StateValue.InsufficientData;
                return known.Count > breaching ? StateValue.Ok : IsOldEnough(breaches, datapointsToAlarm) ? StateValue.Alarm : null;
        }
    }

    /// <summary>The oldest datapoint breaches, nothing since has contradicted it, and there was time enough for that.</summary>
    private static bool IsOldEnough(IReadOnlyList<bool?> breaches, int datapointsToAlarm)
    {
        var oldest = 0;
        while (breaches[oldest] is null)
            oldest++;
        return breaches.Count - oldest >= datapointsToAlarm;
    }
}
