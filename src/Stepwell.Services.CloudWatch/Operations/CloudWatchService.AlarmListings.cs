using System.Globalization;
using Stepwell.Services.CloudWatch.Alarms;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Querying;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>What alarms there are, and what happened to them.</summary>
public sealed partial class CloudWatchService
{
    private const int DefaultAlarms = 50;
    private const int DefaultHistory = 100;

    public override ValueTask<DescribeAlarmsOutput> DescribeAlarms(DescribeAlarmsInput input, RequestContext context)
    {
        if (input.AlarmNames is not null && input.AlarmNamePrefix is not null)
            throw QueryCheck.Invalid("AlarmNamePrefix and AlarmNames are mutually exclusive");
        if ((input.ChildrenOfAlarmName ?? input.ParentsOfAlarmName) is not null)
            throw NotImplemented("DescribeAlarms by the tree of composite alarms");
        const string List = "alarms";
        var after = input.NextToken is null ? null : PlaceIn(List, input.NextToken);
        var scope = Scope(context);
        using var lease = store.RentReader();
        var alarms = input.AlarmTypes is { } types && !types.Contains(AlarmType.MetricAlarm)
            ? []
            : input.AlarmNames is { } names
                ? names.Distinct().Order(StringComparer.Ordinal).Select(name => lease.Reader.FindAlarm(scope, name)).OfType<AlarmRow>()
                : lease.Reader.ListAlarms(scope, input.AlarmNamePrefix, after);
        var found = alarms
            .Where(row => input.StateValue is null || row.State == input.StateValue)
            .Select(row => (Row: row, Configuration: AlarmConfiguration.Of(row)))
            .Where(alarm => input.ActionPrefix is not { } prefix || HasAction(alarm.Configuration.Input, prefix))
            .Take((input.AlarmNames is null ? input.MaxRecords ?? DefaultAlarms : int.MaxValue - 1) + 1)
            .ToList();
        var size = input.AlarmNames is null ? input.MaxRecords ?? DefaultAlarms : found.Count;
        return new(new DescribeAlarmsOutput
        {
            MetricAlarms = [.. found.Take(size).Select(alarm => Describe(alarm.Row, alarm.Configuration))],
            CompositeAlarms = [],
            NextToken = found.Count > size ? ListToken.Format(List, found[size - 1].Row.Name) : null,
        });
    }

    public override ValueTask<DescribeAlarmsForMetricOutput> DescribeAlarmsForMetric(DescribeAlarmsForMetricInput input, RequestContext context)
    {
        var key = AlarmConfiguration.KeyOf(input.Namespace, input.MetricName, input.Dimensions);
        using var lease = store.RentReader();
        var found = lease.Reader
            .Range(Tables.Alarms, new RowRange { Index = Tables.AlarmsByMetric, Prefix = [Scope(context), key] })
            .Select(row => (Row: row, Configuration: AlarmConfiguration.Of(row)))
            .Where(alarm => input.Statistic is null || alarm.Configuration.Input.Statistic == input.Statistic)
            .Where(alarm => input.ExtendedStatistic is null || alarm.Configuration.Input.ExtendedStatistic == input.ExtendedStatistic)
            .Where(alarm => input.Period is null || alarm.Configuration.Input.Period == input.Period)
            .Where(alarm => input.Unit is null || alarm.Configuration.Input.Unit == input.Unit);
        return new(new DescribeAlarmsForMetricOutput { MetricAlarms = [.. found.Select(alarm => Describe(alarm.Row, alarm.Configuration))] });
    }

    public override ValueTask<DescribeAlarmHistoryOutput> DescribeAlarmHistory(DescribeAlarmHistoryInput input, RequestContext context)
    {
        const string List = "history";
        var isDescending = input.ScanBy != ScanBy.TimestampAscending;
        var range = RangeOf(input, Scope(context), isDescending);
        (long AtMs, long Id)? after = input.NextToken is null ? null : HistoryPlace(PlaceIn(List, input.NextToken));
        if (after is { } place)
            range = range with { After = [place.AtMs, place.Id] };
        using var lease = store.RentReader();
        var size = input.MaxRecords ?? DefaultHistory;
        var found = lease.Reader.Range(Tables.History, range)
            .Where(row => input.HistoryItemType is null || row.Type == input.HistoryItemType)
            .Where(row => input.AlarmTypes is not { Count: > 0 } types || types.Contains(AlarmType.MetricAlarm))
            .Where(row => input.StartDate is not { } start || row.AtMs >= start.ToUnixTimeMilliseconds())
            .Where(row => input.EndDate is not { } end || row.AtMs <= end.ToUnixTimeMilliseconds())
            .Take(size + 1)
            .ToList();
        return new(new DescribeAlarmHistoryOutput
        {
            AlarmHistoryItems = [.. found.Take(size).Select(Describe)],
            NextToken = found.Count > size
                ? ListToken.Format(List, string.Create(CultureInfo.InvariantCulture, $"{found[size - 1].AtMs} {found[size - 1].Id}"))
                : null,
        });
    }

    private static RowRange RangeOf(DescribeAlarmHistoryInput input, string scope, bool isDescending) => input.AlarmName is { } name
        ? new RowRange { Prefix = [scope, name], Descending = isDescending }
        : new RowRange { Index = Tables.HistoryByTime, Prefix = [scope], Descending = isDescending };

    private static string PlaceIn(string list, string token) =>
        ListToken.TryParse(list, token, out var after) ? after : throw new InvalidNextTokenException("The specified nextToken is invalid.");

    private static (long AtMs, long Id) HistoryPlace(string place) =>
        place.Split(' ') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var atMs)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (atMs, number)
            : throw new InvalidNextTokenException("The specified nextToken is invalid.");

    private static bool HasAction(PutMetricAlarmInput input, string prefix) => (input.OKActions ?? [])
        .Concat(input.AlarmActions ?? [])
        .Concat(input.InsufficientDataActions ?? [])
        .Any(action => action.StartsWith(prefix, StringComparison.Ordinal));

    private static AlarmHistoryItem Describe(HistoryRow row) => new()
    {
        AlarmName = row.AlarmName,
        AlarmType = AlarmType.MetricAlarm,
        Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs),
        HistoryItemType = row.Type,
        HistorySummary = row.Summary,
        HistoryData = row.Data,
    };

    private static MetricAlarm Describe(AlarmRow row, AlarmConfiguration configuration)
    {
        var input = configuration.Input;
        return new MetricAlarm
        {
            AlarmName = row.Name,
            AlarmArn = new AlarmArn(row.Scope, row.Name).ToString(),
            AlarmDescription = input.AlarmDescription,
            AlarmConfigurationUpdatedTimestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.ConfiguredMs),
            ActionsEnabled = configuration.AreActionsEnabled,
            OKActions = input.OKActions ?? [],
            AlarmActions = input.AlarmActions ?? [],
            InsufficientDataActions = input.InsufficientDataActions ?? [],
            StateValue = row.State,
            StateReason = row.Reason,
            StateReasonData = row.ReasonData,
            StateUpdatedTimestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.StateUpdatedMs),
            StateTransitionedTimestamp = DateTimeOffset.FromUnixTimeMilliseconds(row.StateTransitionedMs),
            MetricName = input.MetricName,
            Namespace = input.Namespace,
            Statistic = input.Statistic,
            ExtendedStatistic = input.ExtendedStatistic,
            Dimensions = input.Metrics is null ? input.Dimensions ?? [] : null,
            Period = input.Period,
            Unit = input.Unit,
            EvaluationPeriods = input.EvaluationPeriods,
            DatapointsToAlarm = input.DatapointsToAlarm,
            Threshold = input.Threshold,
            ComparisonOperator = input.ComparisonOperator,
            TreatMissingData = input.TreatMissingData,
            EvaluateLowSampleCountPercentile = input.EvaluateLowSampleCountPercentile,
            Metrics = input.Metrics,
            EvaluationWindow = input.EvaluationWindow,
        };
    }
}
