using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>What of a TestState request goes with what, and with which state.</summary>
/// <remarks>
/// TestState API reference; the texts were recorded from AWS, except those about activities and about a configuration for another type of
/// state, which follow their pattern.
/// </remarks>
internal static class RequestChecks
{
    public static void Check(TestStateInput input, TestSubject subject)
    {
        if (input.Mock is { } mock)
            CheckMocked(input, mock, subject);
        else
            CheckUnmocked(input, subject.State);
    }

    private static void CheckUnmocked(TestStateInput input, State state)
    {
        var configuration = input.StateConfiguration;
        RequireMock(configuration?.RetrierRetryCount is not null, "RetrierRetryCount");
        RequireMock(configuration?.ErrorCausedByState is not null, "ErrorCausedByState");
        RequireMock(configuration?.MapIterationFailureCount is not null, "MapIterationFailureCount");
        RequireMock(configuration?.MapItemReaderData is not null, "MapItemReaderData");
        RequireMock(input.Context is not null, "Context");
        if (WhyMockOnly(state) is { } reason)
            throw new InvalidDefinitionException(reason);
        if (state is TaskState && input.RoleArn is null)
            throw new ValidationException("RoleArn must be specified when testing a Task state");
    }

    private static void RequireMock(bool isGiven, string field)
    {
        if (isGiven)
            throw new ValidationException($"TestState does not support {field} when a mock is not specified.");
    }

    /// <summary>Why the state cannot be tested without a mock; null when it can.</summary>
    private static string? WhyMockOnly(State state) => state switch
    {
        MapState or ParallelState => "TestState API does not support Map or Parallel states. "
            + "Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
        TaskState { Resource: TaskResource.Activity } => "TestState API does not support Activity tasks.",
        TaskState { Resource: TaskResource.Integration { Pattern: not IntegrationPattern.RequestResponse } } =>
            "TestState API does not support '.sync' or '.waitForTaskToken' integration patterns.",
        _ => null,
    };

    private static void CheckMocked(TestStateInput input, MockInput mock, TestSubject subject)
    {
        if (subject.State is not (TaskState or MapState or ParallelState))
            throw new ValidationException($"State type '{TypeName(subject.State)}' is not supported when a mock is specified");
        if (input.RevealSecrets is true)
            throw new ValidationException("TestState does not support RevealSecrets when a mock is specified.");
        if (mock.Result is null == mock.ErrorOutput is null)
            throw new ValidationException("A test mock should have only one of the following fields: [result, errorOutput].");
        if (input.StateConfiguration is { } configuration)
            CheckConfiguration(configuration, mock, subject);
    }

    private static void CheckConfiguration(TestStateConfiguration configuration, MockInput mock, TestSubject subject)
    {
        Require(
            configuration.MapIterationFailureCount is null || subject.State is MapState || subject.Around.Any(state => state is MapState),
            "MapIterationFailureCount",
            "a Map state");
        Require(
            configuration.MapItemReaderData is null || subject.State is MapState { Distributed.Reader: not null },
            "MapItemReaderData",
            "a Map state with ItemReader specified");
        if (configuration.ErrorCausedByState is not { } name)
            return;
        Require(
            mock.ErrorOutput is not null && subject.State is MapState or ParallelState,
            "ErrorCausedByState",
            "a Map or Parallel state with a mocked error");
        if (subject.Inner(name) is null)
            throw new ValidationException("State not found in definition");
    }

    /// <remarks>Step Functions developer guide, "Testing state machines with TestState API", "Testing Distributed Map states".</remarks>
    public static void CheckItems(TestStateConfiguration? configuration, int? itemCount)
    {
        if (configuration?.MapIterationFailureCount > itemCount)
            throw new ValidationException("MapIterationFailureCount cannot exceed the number of items.");
    }

    private static void Require(bool isSuitable, string field, string subject)
    {
        if (!isSuitable)
            throw new ValidationException($"{field} can only be specified when testing {subject}.");
    }

    private static string TypeName(State state) => state switch
    {
        PassState => "Pass",
        ChoiceState => "Choice",
        WaitState => "Wait",
        SucceedState => "Succeed",
        FailState => "Fail",
        _ => throw new InvalidOperationException($"{state.GetType().Name} takes a mock."),
    };
}
