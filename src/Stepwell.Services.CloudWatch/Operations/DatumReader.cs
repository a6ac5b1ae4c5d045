using System.Globalization;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Services.CloudWatch.Statistics;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>Turns what PutMetricData is given into samples, or says why not. All that is wrong is said at once.</summary>
/// <remarks>API reference, MetricDatum; texts as AWS answers, where they are known.</remarks>
internal sealed class DatumReader(string scope, string metricNamespace, DateTimeOffset now)
{
    private const int MaxValues = 150;

    private static readonly TimeSpan Past = TimeSpan.FromDays(14);
    private static readonly TimeSpan Future = TimeSpan.FromHours(2);

    /// <remarks>API reference, PutMetricData: values must lie between -2^360 and 2^360.</remarks>
    private static readonly double Largest = Math.ScaleB(1, 360);

    private readonly List<string> _invalid = [];
    private readonly List<string> _combined = [];
    private readonly List<string> _missing = [];

    public List<Sample> Samples { get; } = [];

    /// <param name="path">Where the datum stands in the request: <c>MetricData.member.1</c>.</param>
    public void Read(MetricDatum datum, string path)
    {
        CheckDimensions(datum, path);
        if (datum.Timestamp is { } timestamp)
        {
            if (timestamp < now - Past)
                _invalid.Add($"The parameter {path}.Timestamp must specify a time within the past two weeks.");
            else if (timestamp > now + Future)
                _invalid.Add($"The parameter {path}.Timestamp must specify a time no more than two hours in the future.");
        }
        if (datum.StorageResolution is { } resolution and not (1 or 60))
            _invalid.Add($"The value {resolution} for parameter {path}.StorageResolution is invalid.");
        if (SummaryOf(datum, path) is not { } summary)
            return;
        var dimensions = (datum.Dimensions ?? []).Select(dimension => KeyValuePair.Create(dimension.Name, dimension.Value));
        Samples.Add(new Sample(
            new MetricIdentity(scope, metricNamespace, datum.MetricName, DimensionText.Format(dimensions)),
            (datum.Timestamp ?? now).ToUnixTimeSeconds(),
            Units.CodeOf(datum.Unit),
            datum.StorageResolution == 1,
            summary));
    }

    /// <exception cref="Wire.AwsException">Something was wrong.</exception>
    public void ThrowIfWrong()
    {
        if (_missing.Count > 0)
            throw new MissingRequiredParameterException(string.Join('\n', _missing));
        if (_combined.Count > 0)
            throw new InvalidParameterCombinationException(string.Join('\n', _combined));
        if (_invalid.Count > 0)
            throw new InvalidParameterValueException(string.Join('\n', _invalid));
    }

    private Summary? SummaryOf(MetricDatum datum, string path)
    {
        string[] given =
        [
            .. Named(datum.Value is not null, $"{path}.Value"),
            .. Named(datum.StatisticValues is not null, $"{path}.StatisticValues"),
            .. Named(datum.Values is not null, $"{path}.Values"),
        ];
        if (given.Length > 1)
            _combined.Add($"The parameters {given[0]} and {given[1]} are mutually exclusive and you have specified both.");
        else if (datum.Values is { } values)
            return OfValues(values, datum.Counts, path);
        else if (datum.Counts is not null)
            _combined.Add($"The parameter {path}.Counts requires the parameter {path}.Values.");
        else if (datum.StatisticValues is { } set)
            return OfSet(set, $"{path}.StatisticValues");
        else if (datum.Value is { } value)
            return IsNumber(value, $"{path}.Value") ? Summary.Of(value) : null;
        else
            _missing.Add($"At least one of the parameters {path}.Value, {path}.Values and {path}.StatisticValues must be specified.");
        return null;
    }

    private Summary? OfValues(IReadOnlyList<double> values, IReadOnlyList<double>? counts, string path)
    {
        if (values.Count is 0 or > MaxValues)
        {
            _invalid.Add($"The collection {path}.Values must {(values.Count == 0 ? "not be empty" : $"not have a size greater than {MaxValues}")}.");
            return null;
        }
        if (counts is not null && counts.Count != values.Count)
        {
            _combined.Add($"The parameters {path}.Values and {path}.Counts must have the same number of members.");
            return null;
        }
        var weighted = new List<KeyValuePair<double, double>>(values.Count);
        var isRight = true;
        for (var i = 0; i < values.Count; i++)
        {
            var count = counts?[i] ?? 1;
            isRight &= IsNumber(values[i], $"{path}.Values.member.{i + 1}") && IsCount(count, $"{path}.Counts.member.{i + 1}");
            weighted.Add(new(values[i], count));
        }
        return isRight ? Summary.Of(weighted) : null;
    }

    private Summary? OfSet(StatisticSet set, string path)
    {
        if (!IsNumber(set.Sum, $"{path}.Sum") || !IsNumber(set.Minimum, $"{path}.Minimum") || !IsNumber(set.Maximum, $"{path}.Maximum"))
            return null;
        if (!IsCount(set.SampleCount, $"{path}.SampleCount"))
            return null;
        if (set.Minimum <= set.Maximum)
            return Summary.OfSet(set.SampleCount, set.Sum, set.Minimum, set.Maximum);
        _invalid.Add($"The parameter {path}.Maximum must be greater than or equal to the parameter {path}.Minimum.");
        return null;
    }

    private bool IsNumber(double value, string path)
    {
        if (double.IsFinite(value) && Math.Abs(value) <= Largest)
            return true;
        _invalid.Add($"The value {Shown(value)} for parameter {path} is invalid.");
        return false;
    }

    private bool IsCount(double count, string path)
    {
        if (count > 0 && count <= Largest)
            return true;
        _invalid.Add($"The value {Shown(count)} for parameter {path} is invalid.");
        return false;
    }

    private void CheckDimensions(MetricDatum datum, string path)
    {
        CheckText(datum.MetricName, $"{path}.MetricName");
        var names = new HashSet<string>();
        for (var i = 0; i < datum.Dimensions?.Count; i++)
        {
            var dimension = datum.Dimensions[i];
            var at = $"{path}.Dimensions.member.{i + 1}";
            CheckText(dimension.Name, $"{at}.Name");
            CheckText(dimension.Value, $"{at}.Value");
            if (dimension.Name.StartsWith(':'))
                _invalid.Add($"The value {dimension.Name} for parameter {at}.Name is invalid.");
            if (!names.Add(dimension.Name))
                _invalid.Add($"The parameter {path}.Dimensions must not have more than one member of the name {dimension.Name}.");
        }
    }

    /// <remarks>API reference, Dimension: ASCII, at least one character that is no white space, and no control characters.</remarks>
    private void CheckText(string text, string path)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Any(character => !char.IsAscii(character)))
            _invalid.Add($"The parameter {path} must contain only ASCII characters, and at least one that is not white space.");
        else if (text.Any(char.IsControl))
            _invalid.Add($"The parameter {path} must not contain control characters.");
    }

    private static string[] Named(bool isGiven, string path) => isGiven ? [path] : [];

    private static string Shown(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
