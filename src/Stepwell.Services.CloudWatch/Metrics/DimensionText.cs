namespace Stepwell.Services.CloudWatch.Metrics;

/// <summary>
/// Dimensions as one text, so that the same set is the same text: names in order, each followed by its value. The separators are control
/// characters, which AWS allows neither in names nor in values.
/// </summary>
internal static class DimensionText
{
    private const char AfterName = '\u001F';
    private const char AfterValue = '\u001E';

    public static string Format(IEnumerable<KeyValuePair<string, string>> dimensions) => string.Concat(dimensions
        .OrderBy(dimension => dimension.Key, StringComparer.Ordinal)
        .Select(dimension => $"{dimension.Key}{AfterName}{dimension.Value}{AfterValue}"));

    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text)
    {
        var parts = text.Split(AfterName, AfterValue);
        var dimensions = new KeyValuePair<string, string>[parts.Length / 2];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = new(parts[2 * i], parts[(2 * i) + 1]);
        return dimensions;
    }
}
