using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;

namespace Stepwell.Services.StepFunctions.Tests.Testing;

/// <summary>Calls of TestState with what these tests mostly say.</summary>
internal static class TestCalls
{
    public const string Lambda = """{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f"}""";

    public static async Task<TestStateOutput> Test(
        this Server server,
        string definition,
        string? input = null,
        string? result = null,
        MockErrorOutput? error = null,
        string? mode = null,
        TestStateConfiguration? configuration = null,
        string? level = "TRACE",
        string? stateName = null,
        string? variables = null,
        string? context = null,
        string? role = Calls.Role,
        bool? revealSecrets = null) =>
        await server.Service.TestState(
            new()
            {
                Definition = definition,
                RoleArn = role,
                Input = input,
                InspectionLevel = level,
                RevealSecrets = revealSecrets,
                StateName = stateName,
                Variables = variables,
                Context = context,
                Mock = result is null && error is null ? null : new MockInput { Result = result, ErrorOutput = error, FieldValidationMode = mode },
                StateConfiguration = configuration,
            },
            server.Context);
}
