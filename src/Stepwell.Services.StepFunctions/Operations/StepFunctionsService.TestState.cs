using Stepwell.Integrations.Http;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Testing;
using Stepwell.States.Engine;
using Stepwell.States.Testing;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>TestState.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<TestStateOutput> TestState(TestStateInput input, RequestContext context)
    {
        var subject = TestSubject.Of(input);
        RequestChecks.Check(input, subject);
        var roleArn = input.RoleArn is null ? "" : Arguments.RoleArn(input.RoleArn);
        var configuration = input.StateConfiguration;
        var cause = configuration?.ErrorCausedByState is { } name ? subject.Inner(name) : null;
        var mock = input.Mock is null ? null : Mocks.Read(input.Mock, subject.State, cause);
        var inspection = new Inspection
        {
            MockedContext = input.Context is null ? default : MockedContext.Read(input.Context, subject.State),
            RetriesUsed = configuration?.RetrierRetryCount ?? 0,
            Around = subject.Around,
            FailedIterations = configuration?.MapIterationFailureCount ?? 0,
        };
        var stateInput = input.Input is null ? JsonValue.EmptyObject : Arguments.Input(input.Input);
        var setup = new StateTestSetup(
            subject.Machine,
            subject.Graph,
            subject.State,
            StartOf(stateInput, roleArn, context),
            input.Variables is null ? JsonValue.EmptyObject : TestVariables(input.Variables),
            mock,
            MapTests.Of(configuration, subject.State));
        var exchange = input.InspectionLevel == "TRACE" ? new HttpExchange(input.RevealSecrets is true) : null;
        var test = await _tests.Run(setup, inspection, exchange, context.TraceHeader, _stopping.Token).ConfigureAwait(false);
        RequestChecks.CheckItems(configuration, test.Inspection.ItemCount);
        return TestAnswers.Of(test, input, stateInput, exchange);
    }

    /// <summary>AWS runs a test as an Express execution of a machine that nobody can see.</summary>
    private Command.Start StartOf(JsonValue input, string roleArn, RequestContext context)
    {
        var machine = _newGuid().ToString();
        return new Command.Start(
            StatesArn.Of(context.Region, context.AccountId, "express", $"{machine}:{_newGuid()}"),
            StatesArn.Of(context.Region, context.AccountId, StatesArn.StateMachine, machine),
            machine,
            roleArn,
            input);
    }

    private static JsonValue TestVariables(string text) =>
        JsonValue.TryParse(text, out var variables, out _) && variables.IsObject
            ? variables
            : throw new ValidationException("Variables must be a valid JSON object");
}
