using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Testing;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>What became of a test, as the API shows it.</summary>
internal static class TestAnswers
{
    public static TestStateOutput Of(StateTest test, TestStateInput input, JsonValue stateInput) => new()
    {
        Status = StatusText(test.Status!.Value),
        Output = Text(test.Output),
        Error = test.Error,
        Cause = test.Cause,
        NextState = test.NextState,
        InspectionData = input.InspectionLevel is "DEBUG" or "TRACE" ? Inspected(test, stateInput) : null,
    };

    private static InspectionData Inspected(StateTest test, JsonValue stateInput)
    {
        var inspection = test.Inspection;
        return new InspectionData
        {
            Input = Text(stateInput),
            AfterInputPath = Text(inspection[InspectionStage.AfterInputPath]),
            AfterParameters = Text(inspection[InspectionStage.AfterParameters]),
            AfterArguments = Text(inspection[InspectionStage.AfterArguments]),
            AfterItemsPath = Text(inspection[InspectionStage.AfterItemsPath]),
            AfterItemsPointer = Text(inspection[InspectionStage.AfterItemsPointer]),
            AfterItemSelector = Text(inspection[InspectionStage.AfterItemSelector]),
            AfterItemBatcher = Text(inspection[InspectionStage.AfterItemBatcher]),
            Result = Text(inspection[InspectionStage.Result]),
            AfterResultSelector = Text(inspection[InspectionStage.AfterResultSelector]),
            AfterResultPath = Text(inspection[InspectionStage.AfterResultPath]),
            Variables = test.Variables.Count > 0 ? Text(test.Variables) : null,
            MaxConcurrency = (int?)inspection.MaxConcurrency,
            ToleratedFailureCount = (int?)inspection.ToleratedFailureCount,
            ToleratedFailurePercentage = (float?)inspection.ToleratedFailurePercentage,
            ErrorDetails = ErrorDetails(inspection),
        };
    }

    private static InspectionErrorDetails? ErrorDetails(Inspection inspection) => inspection is { RetryIndex: null, CatchIndex: null }
        ? null
        : new InspectionErrorDetails
        {
            RetryIndex = inspection.RetryIndex,
            RetryBackoffIntervalSeconds = (int?)inspection.RetryBackoffSeconds,
            CatchIndex = inspection.CatchIndex,
        };

    private static string? Text(JsonValue value) => value.IsMissing ? null : value.ToString();

    private static string StatusText(StateTestStatus status) => status switch
    {
        StateTestStatus.Succeeded => "SUCCEEDED",
        StateTestStatus.Failed => "FAILED",
        StateTestStatus.Retriable => "RETRIABLE",
        StateTestStatus.CaughtError => "CAUGHT_ERROR",
        _ => throw new InvalidOperationException($"The API has no word for {status}."),
    };
}
