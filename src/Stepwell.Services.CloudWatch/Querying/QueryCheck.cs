using System.Text.RegularExpressions;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.MetricMath;
using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Querying;

/// <summary>Whether queries go together: said before anything is read.</summary>
/// <remarks>API reference, MetricDataQuery.</remarks>
internal static partial class QueryCheck
{
    /// <param name="parameter">What the request calls the list.</param>
    /// <exception cref="AwsException">They do not.</exception>
    public static void Check(IReadOnlyList<MetricDataQuery> queries, string parameter)
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < queries.Count; i++)
        {
            var path = $"{parameter}.member.{i + 1}";
            if (!Id().IsMatch(queries[i].Id))
                throw Invalid($"The value {queries[i].Id} for parameter {path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
            if (!ids.Add(queries[i].Id))
                throw Invalid($"The values for parameter Id in {parameter} are not unique.");
            if (queries[i].MetricStat is null == queries[i].Expression is null)
                throw Invalid($"{path} must have either MetricStat or Expression, and not both.");
            if (queries[i].MetricStat is { } metric)
                Check(metric, path);
        }
        foreach (var query in queries.Where(query => query.Expression is not null))
            CheckReferences(query, queries, []);
        if (queries.All(query => query.ReturnData is false))
            throw Invalid($"At least one of {parameter} must have ReturnData set to true.");
    }

    public static InvalidInputException Invalid(string message) => new("ValidationException", message);

    public static InvalidInputException Wrong(MetricDataQuery query, MathException wrong) => Invalid($"Error in expression '{query.Id}': {wrong.Message}");

    private static void Check(MetricStat metric, string path)
    {
        if (metric.Metric.Namespace is null || metric.Metric.MetricName is null)
            throw Invalid($"The parameter {path}.MetricStat.Metric must have Namespace and MetricName.");
        if (MeasureText.Parse(metric.Stat) is null)
            throw Invalid($"The value {metric.Stat} for parameter {path}.MetricStat.Stat is not supported.");
        TimeRange.CheckPeriod(metric.Period, $"{path}.MetricStat.Period");
    }

    /// <summary>Reads the expression, and follows what it names; nothing may need itself.</summary>
    private static void CheckReferences(MetricDataQuery query, IReadOnlyList<MetricDataQuery> queries, IReadOnlyList<string> path)
    {
        if (path.Contains(query.Id))
            throw Invalid($"Error in expression '{query.Id}': it needs its own value.");
        if (query.Expression is null)
            return;
        foreach (var reference in Parse(query).References())
        {
            var needed = queries.FirstOrDefault(other => other.Id == reference)
                ?? throw Wrong(query, new MathException($"'{reference}' is not the id of a query."));
            CheckReferences(needed, queries, [.. path, query.Id]);
        }
    }

    private static MathNode Parse(MetricDataQuery query)
    {
        try
        {
            return MathParser.Parse(query.Expression!);
        }
        catch (MathException wrong)
        {
            throw Wrong(query, wrong);
        }
    }

    [GeneratedRegex(@"\A[a-z][a-zA-Z0-9_]*\z")]
    private static partial Regex Id();
}
