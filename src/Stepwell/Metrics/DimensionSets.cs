namespace Stepwell.Metrics;

/// <summary>
/// Under which sets of dimensions CloudWatch has a fact that was told once with all of them. A metric of CloudWatch is one set, and nothing is
/// added up over sets that are larger.
/// </summary>
/// <remarks>
/// Step Functions developer guide, "Monitoring with CloudWatch": state machines, and each of their versions and aliases; state transitions of the
/// account.
/// </remarks>
internal static class DimensionSets
{
    private const string StateMachine = "StateMachineArn";
    private const string ServiceMetric = "ServiceMetric";

    private static readonly string[] Qualifiers = ["Version", "Alias"];

    public static IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Of(IReadOnlyList<KeyValuePair<string, string>> dimensions)
    {
        var qualifiers = dimensions.Where(dimension => Qualifiers.Contains(dimension.Key)).ToList();
        if (qualifiers.Count > 0)
        {
            IReadOnlyList<KeyValuePair<string, string>> unqualified = [.. dimensions.Where(dimension => !Qualifiers.Contains(dimension.Key))];
            return [unqualified, .. qualifiers.Select(qualifier => (IReadOnlyList<KeyValuePair<string, string>>)[.. unqualified, qualifier])];
        }
        return dimensions.Any(dimension => dimension.Key == ServiceMetric) && dimensions.Any(dimension => dimension.Key == StateMachine)
            ? [[.. dimensions.Where(dimension => dimension.Key != StateMachine)], dimensions]
            : [dimensions];
    }
}
