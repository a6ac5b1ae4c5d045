using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;
using Stepwell.States.Testing;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>The mock of a request, checked against the state that it stands for.</summary>
internal static class Mocks
{
    /// <exception cref="ValidationException">The state could never have come to this.</exception>
    /// <param name="cause">The state within it that an error comes from; null: itself, or one that nobody names.</param>
    public static StateMock Read(MockInput mock, State state, State? cause)
    {
        if (mock.ErrorOutput is { } failure)
        {
            return failure.Error is { Length: > 0 } error
                ? new StateMock.ErrorOutput(error, failure.Cause, IsOfTask: cause is null or TaskState)
                : throw new ValidationException("An error was not specified in the mocked error output.");
        }
        if (!JsonValue.TryParse(mock.Result!, out var result, out _))
            throw new ValidationException("Mocked result must be valid JSON");
        Check(result, mock.FieldValidationMode ?? "STRICT", state);
        return new StateMock.Result(result);
    }

    private static void Check(JsonValue result, string mode, State state)
    {
        switch (state)
        {
            case MapState { Distributed.Writer: not null }:
                Require(result.IsObject, "Mocked result must be a JSON object.");
                break;
            case MapState:
                Require(result.IsArray, "Mocked result must be an array.");
                break;
            case ParallelState parallel:
                Require(result.IsArray, "Mocked result must be an array.");
                Require(
                    result.Count == parallel.Branches.Length,
                    "Mocked result must contain the same number of items as number of Parallel branches.");
                break;
            case TaskState { Resource: TaskResource.Integration integration } when mode != "NONE":
                var answer = integration.ResourceType == "lambda" ? WithoutPayload(result) : result;
                if (ResultSchemas.Of(integration) is { } schema && ResultCheck.FirstProblem(answer, schema, mode == "STRICT") is { } problem)
                    throw new ValidationException($"Mock result schema validation error: {problem}");
                break;
        }
    }

    /// <summary>Lambda's model says text, but this integration gives what the text holds: any JSON.</summary>
    private static JsonValue WithoutPayload(JsonValue result) => result.IsObject ? result.Without("Payload") : result;

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ValidationException(otherwise);
    }
}
