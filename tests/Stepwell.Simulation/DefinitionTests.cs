using Stepwell.Simulation.Workflows;
using Stepwell.Simulation.Worlds;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.Simulation;

/// <summary>Random definitions are worth what other tests do with them.</summary>
public sealed class DefinitionTests
{
    private static readonly IEnumerable<int> Some = Enumerable.Range(1, 200);

    private static readonly Lazy<List<(string Definition, string Result)>> Undisturbed = new(
        () => [.. Some.Select(Scenario.Small).Select(scenario => (scenario.Definition, Simulator.Run(scenario, Faults.None()).Results["run0"]))]);

    [Fact]
    public void All_are_accepted()
    {
        foreach (var definition in Some.SelectMany(seed => Definitions(Scenario.Small(seed)).Concat(Definitions(Scenario.Large(seed)))))
        {
            var parsed = DefinitionParser.Parse(definition, StateMachineType.Standard);
            Assert.True(parsed.Machine is not null, $"{string.Join('\n', parsed.Findings)}\n{definition}");
        }
    }

    [Fact]
    public void They_are_in_one_language_in_the_other_and_in_both()
    {
        var definitions = Some.Select(seed => Scenario.Small(seed).Definition).ToList();
        Assert.Contains(definitions, definition => HasJsonPath(definition) && !HasJsonata(definition));
        Assert.Contains(definitions, definition => !HasJsonPath(definition) && HasJsonata(definition));
        Assert.Contains(definitions, definition => HasJsonPath(definition) && HasJsonata(definition));
    }

    [Fact]
    public void They_succeed_or_fail_in_either_language_or_catch_what_fails()
    {
        var results = Undisturbed.Value.ConvertAll(run => run.Result);
        Assert.InRange(results.Count(Succeeds), results.Count / 3, results.Count * 2 / 3);
        Assert.Contains(results, result => Succeeds(result) && result.Contains("\"error\":\"States.QueryEvaluationError\"", StringComparison.Ordinal));
        Assert.Contains(results, result => result.StartsWith("failed States.QueryEvaluationError", StringComparison.Ordinal));
        Assert.Contains(results, result => result.StartsWith("failed States.Runtime", StringComparison.Ordinal));
        Assert.Contains(results, result => result.StartsWith("failed States.ResultPathMatchFailure", StringComparison.Ordinal));
    }

    /// <summary>Else most would end early, and nobody would notice.</summary>
    [Fact]
    public void No_expression_fails_that_is_not_meant_to()
    {
        foreach (var (definition, result) in Undisturbed.Value)
        {
            if (result.Contains("An error occurred while executing the state", StringComparison.Ordinal))
                Assert.True(Broken.Any(text => result.Contains(text, StringComparison.Ordinal)), $"{result}\n{definition}");
        }
    }

    private static IEnumerable<string> Broken => [.. JsonataExpressions.Failing, .. JsonPathStates.Failing];

    private static string[] Definitions(Scenario scenario) => [scenario.Definition, scenario.Successor, scenario.ChildDefinition];

    private static bool Succeeds(string result) => result.StartsWith("succeeded", StringComparison.Ordinal);

    private static bool HasJsonPath(string definition) => definition.Contains(".$\":", StringComparison.Ordinal);

    private static bool HasJsonata(string definition) => definition.Contains("{% ", StringComparison.Ordinal);
}
