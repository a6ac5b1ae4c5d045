namespace Stepwell.Hosting.Metrics;

/// <summary>
/// Under which sets of dimensions CloudWatch has a fact that was told once with all of them. A metric of CloudWatch is one set, and nothing is
/// added up over sets that are larger.
/// </summary>
/// <remarks>
/// Step Functions developer guide, "Monitoring with CloudWatch": state machines, and each of their versions and aliases; state transitions of the
/// account. Lambda developer guide, "Types of metrics for Lambda functions": all functions, each of them, each version and alias, and what an alias ran.
/// </remarks>
internal static class DimensionSets
{
    private const string StateMachine = "StateMachineArn";
    private const string ServiceMetric = "ServiceMetric";

    private const string FunctionName = "FunctionName";
    private const string Resource = "Resource";
    private const string ExecutedVersion = "ExecutedVersion";

    private static readonly string[] Qualifiers = ["Version", "Alias"];

    public static IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Of(IReadOnlyList<KeyValuePair<string, string>> dimensions)
    {
        if (dimensions.Any(dimension => dimension.Key == Resource) && dimensions.Any(dimension => dimension.Key == FunctionName))
            return OfFunction(dimensions);
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

    private static List<IReadOnlyList<KeyValuePair<string, string>>> OfFunction(IReadOnlyList<KeyValuePair<string, string>> dimensions)
    {
        IReadOnlyList<KeyValuePair<string, string>> Without(params string[] names) => [.. dimensions.Where(dimension => !names.Contains(dimension.Key))];

        List<IReadOnlyList<KeyValuePair<string, string>>> sets =
        [
            Without(FunctionName, Resource, ExecutedVersion), Without(Resource, ExecutedVersion), Without(ExecutedVersion),
        ];
        if (dimensions.Any(dimension => dimension.Key == ExecutedVersion))
            sets.Add(dimensions);
        return sets;
    }
}
