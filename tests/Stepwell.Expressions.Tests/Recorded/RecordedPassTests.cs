using Stepwell.Json;

namespace Stepwell.Expressions.Tests.Recorded;

/// <summary>
/// Every recorded Standard execution of a machine that is one Pass state with Parameters: what AWS made of the input is what the template,
/// ResultPath and OutputPath make of it here.
/// </summary>
public class RecordedPassTests
{
    private const string NoCase = "";

    public static TheoryData<string> Cases()
    {
        if (ConformanceData.Folder is null) return [NoCase];
        var open = Path.Combine(ConformanceData.Folder, "sfn", "open");
        return [.. Directory.EnumerateFiles(open, "*.json", SearchOption.AllDirectories)
            .Where(IsOnePassState)
            .Select(file => Path.GetRelativePath(open, file))
            .Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void There_are_recordings()
    {
        if (ConformanceData.Folder is null) Assert.Skip(ConformanceData.Absent);
        Assert.InRange(Cases().Count, 25, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_output_or_failure_is_reproduced(string file)
    {
        if (file == NoCase) Assert.Skip(ConformanceData.Absent);
        var recording = Read(Path.Combine(ConformanceData.Folder!, "sfn", "open", file));
        var state = OnlyState(DefinitionOf(recording));

        foreach (var (_, answer) in recording["expected"].Members)
        {
            if (answer["exception_value"].IsString) ExpectRefusal(state, answer["exception_value"].GetString());
            else if (answer["events"].IsArray) ExpectOutcome(state, answer["events"]);
        }
    }

    private static void ExpectRefusal(JsonValue state, string text)
    {
        Assert.False(PayloadTemplate.TryParse(state["Parameters"], out _, out var errors));
        Assert.Contains(errors[0].Message, text);
    }

    private static void ExpectOutcome(JsonValue state, JsonValue events)
    {
        var input = events[0]["executionStartedEventDetails"]["input"];
        var end = events[events.Count - 1];
        var outcome = Run(state, Scope(input));

        if (end["executionFailedEventDetails"] is { IsMissing: false } failure) ExpectFailure(failure, outcome);
        else if (!IsLeftToChance(state)) Assert.Equal(Readable(end["executionSucceededEventDetails"]["output"]), outcome.Value);
        else Assert.Null(outcome.Failure);
    }

    private static void ExpectFailure(JsonValue recorded, Evaluation outcome)
    {
        Assert.Equal(recorded["error"].GetString(), outcome.Failure?.Error);
        var cause = recorded["cause"].GetString();
        var withoutState = cause[(cause.IndexOf("). ", StringComparison.Ordinal) + 3)..];
        var quotedInput = withoutState.IndexOf("'<json-input:", StringComparison.Ordinal);
        Assert.StartsWith(quotedInput < 0 ? withoutState : withoutState[..quotedInput], outcome.Failure?.Cause);
    }

    /// <summary>What the engine does with the state, as far as paths and templates go.</summary>
    private static Evaluation Run(JsonValue state, EvaluationScope scope)
    {
        Assert.True(PayloadTemplate.TryParse(state["Parameters"], out var template, out var errors), string.Join("; ", errors));
        var result = template.Evaluate(scope);
        if (result.Failed) return result;

        Assert.True(ReferencePath.TryParse(Text(state["ResultPath"]), out var resultPath, out _));
        var placed = resultPath.Set(scope.Input, result.Value);
        return placed.Failed ? placed : JsonPath.Parse(Text(state["OutputPath"])).Evaluate(placed.Value);
    }

    private static string Text(JsonValue path) => path.IsString ? path.GetString() : "$";

    /// <summary>Names in the context object are what the recorder put in their place.</summary>
    private static EvaluationScope Scope(JsonValue input)
    {
        var context = JsonValue.Parse("""
            {"Execution":{"Name":"<ExecArnPart_0idx>"},
             "StateMachine":{"Id":"arn:<partition>:states:<region>:111111111111:stateMachine:<ArnPart_0idx>","Name":"<ArnPart_0idx>"}}
            """);
        var execution = context["Execution"].With("Input", input);
        return Evaluating.Scope() with { Input = input, Context = context.With("Execution", execution) };
    }

    /// <summary>The recorder parses strings that hold an object; those that hold an array stay strings.</summary>
    private static JsonValue Readable(JsonValue output) => output.IsString ? JsonValue.Parse(output.GetString()) : output;

    private static bool IsLeftToChance(JsonValue state) => Calls(state, "States.UUID") || Calls(state, "States.MathRandom");

    private static bool Calls(JsonValue state, string function) => state.ToString().Contains(function, StringComparison.Ordinal);

    private static bool IsOnePassState(string file)
    {
        var definition = DefinitionOf(Read(file));
        if (definition["States"].Count != 1 || definition["QueryLanguage"].StringEquals("JSONata")) return false;
        var state = OnlyState(definition);
        return state["Type"].StringEquals("Pass") && !state["Parameters"].IsMissing && !state["QueryLanguage"].StringEquals("JSONata");
    }

    private static JsonValue OnlyState(JsonValue definition) => definition["States"].Members.First().Value;

    private static JsonValue DefinitionOf(JsonValue recording)
    {
        foreach (var step in recording["steps"].Items)
        {
            if (!step["op"].StringEquals("CreateStateMachine")) continue;
            return JsonValue.TryParse(step["params"]["definition"].GetString(), out var definition, out _) ? definition : default;
        }

        return default;
    }

    private static JsonValue Read(string file) => JsonValue.Parse(File.ReadAllBytes(file));
}
