using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Naming;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>Routing configurations of aliases, as the API has them.</summary>
internal static class RoutingConfigurations
{
    private const int WholeWeight = 100;

    /// <returns>The state machine that all versions belong to, and the routes. Whether the versions exist is its entity's to say.</returns>
    /// <remarks>The model has checked that there are one or two items, and each weight.</remarks>
    /// <exception cref="ValidationException">The items do not go together.</exception>
    /// <exception cref="InvalidArnException">An ARN is none of a state machine.</exception>
    public static (string MachineArn, AliasRoutes Routes) Parse(IReadOnlyList<RoutingConfigurationListItem> items)
    {
        var arns = items.Select(item => item.StateMachineVersionArn).ToArray();
        if (arns.Distinct().Count() < arns.Length)
            throw new ValidationException($"Routing configuration must contain distinct state machine version ARNs. Received: {Show(arns)}");
        if (items.Sum(item => item.Weight) != WholeWeight)
        {
            throw new ValidationException(
                $"Sum of routing configuration weights must equal {WholeWeight}. Received: {Show(items.Select(item => $"{item.Weight}"))}");
        }
        var references = arns.Select(arn => MachineReference.Of(Arguments.Arn(arn, StatesArn.StateMachine))).ToArray();
        if (references.Any(reference => reference.Version is null))
            throw new ValidationException($"Routing configuration must contain state machine version ARNs. Received: {Show(arns)}");
        if (references.DistinctBy(reference => reference.MachineArn).Count() > 1)
            throw new ValidationException($"Routing configuration must contain versions of the same state machine. Received: {Show(arns)}");
        var routes = references.Select((reference, i) => new VersionRoute(reference.Version!.Value, items[i].Weight)).ToArray();
        return (references[0].MachineArn, new AliasRoutes(routes[0], routes.Length > 1 ? routes[1] : null));
    }

    public static IReadOnlyList<RoutingConfigurationListItem> Show(string machineArn, AliasRoutes routes) =>
    [
        .. routes.All.Select(route => new RoutingConfigurationListItem
        {
            StateMachineVersionArn = MachineReference.VersionArn(machineArn, route.Version),
            Weight = (int)route.Weight,
        }),
    ];

    private static string Show(IEnumerable<string> parts) => $"[{string.Join(", ", parts)}]";
}
