using Stepwell.Simulation.Workflows;
using Stepwell.Simulation.Worlds;
using Stepwell.Store.Memory;

namespace Stepwell.Simulation;

/// <summary>What simulations have found, with definitions of its own so that it stays found when random workflows change.</summary>
public sealed class RegressionTests
{
    private const string Child = """{"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}""";

    public static TheoryData<int> SomeSeeds => [.. Enumerable.Range(1, 20)];

    /// <summary>The partition of the parent is back before that of the child, and hands out the task that starts it.</summary>
    [Theory]
    [MemberData(nameof(SomeSeeds))]
    public void Child_is_started_although_its_partition_recovers_later(int seed)
    {
        var parent =
            $$"""
            {
              "StartAt": "Start",
              "States": {
                "Start": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::states:startExecution.sync:2",
                  "Parameters": { "StateMachineArn": "{{Arns.StateMachine(Traits.ChildMachine)}}", "Input.$": "$" },
                  "ResultSelector": { "output.$": "$.Output" },
                  "End": true
                }
              }
            }
            """;
        CrashEverywhere(new Scenario(seed, new Traits(IsSteady: true, StateCount: 1, MaxDepth: 0, HasChildren: true), 1, parent, parent, Child));
    }

    private static void CrashEverywhere(Scenario scenario)
    {
        var undisturbed = Simulator.Run(scenario, Faults.None());
        for (var writePoint = 0L; writePoint < undisturbed.WritePointCount; writePoint++)
        {
            Compare.Results(scenario, undisturbed, Simulator.Run(scenario, Faults.At(writePoint, CrashPoint.BeforeCommit)));
            Compare.Results(scenario, undisturbed, Simulator.Run(scenario, Faults.At(writePoint, CrashPoint.AfterCommit)));
        }
    }
}
