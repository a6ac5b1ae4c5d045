using Stepwell.Simulation.Workflows;
using Stepwell.Simulation.Worlds;
using Stepwell.Store.Memory;
using Stepwell.Testing;

namespace Stepwell.Simulation;

/// <summary>Executions of distributed Maps that are stopped and redriven, or fail and are redriven.</summary>
public sealed class RedriveTests
{
    private static readonly Traits Interrupted = new(IsSteady: false, StateCount: 1, MaxDepth: 0, HasChildren: false) { IsInterrupted = true };

    public static TheoryData<int> SomeSeeds => Seeds.First(12);

    public static TheoryData<int> AllSeeds => Seeds.First(60);

    [Theory]
    [MemberData(nameof(SomeSeeds))]
    public void Redriven_map_runs_end_and_all_promises_hold_after_a_crash_at_any_write_point(int seed)
    {
        var scenario = Make(seed, startCount: 1);
        var undisturbed = Simulator.Run(scenario, Faults.None());
        for (var writePoint = 0L; writePoint < undisturbed.WritePointCount; writePoint++)
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
                Simulator.Run(scenario, Faults.At(writePoint, point));
        }
    }

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public void Redriven_map_runs_end_and_all_promises_hold_when_commits_fail_and_crashes_follow_each_other(int seed) =>
        Simulator.Run(Make(seed, startCount: 2), Faults.Rough());

    /// <summary>One item in some seeds fails until its child is redriven; an Express child knows of no redrive, and fails each time.</summary>
    private static Scenario Make(int seed, int startCount)
    {
        var type = seed % 3 == 0 ? "EXPRESS" : "STANDARD";
        var fails = seed % 2;
        var definition =
            $$"""
            {
              "StartAt": "Items",
              "States": {
                "Items": {
                  "Type": "Pass",
                  "Result": [{"n": 1, "fails": 0}, {"n": 2, "fails": {{fails}}}, {"n": 3, "fails": 0}, {"n": 4, "fails": {{fails}}}, {"n": 5, "fails": 0}],
                  "Next": "Map"
                },
                "Map": {
                  "Type": "Map",
                  "MaxConcurrency": {{seed % 4}},
                  "ToleratedFailureCount": {{seed / 4 % 2}},
                  "ItemProcessor": {
                    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "{{type}}"},
                    "StartAt": "Wait",
                    "States": {
                      "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Call"},
                      "Call": {
                        "Type": "Task",
                        "Resource": "{{Arns.Call}}",
                        "Parameters": {
                          "state": "Call", "hangs": false, "fails.$": "$.fails", "attempt.$": "$$.Execution.RedriveCount", "data.$": "$.n"
                        },
                        "End": true
                      }
                    }
                  },
                  "End": true
                }
              }
            }
            """;
        return new Scenario(seed, Interrupted, startCount, definition, definition, definition);
    }
}
