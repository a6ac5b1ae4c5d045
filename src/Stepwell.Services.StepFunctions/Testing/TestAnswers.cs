using Stepwell.Integrations.Http;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Testing;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>What became of a test, as the API shows it.</summary>
internal static class TestAnswers
{
    /// <param name="exchange">What an HTTP task has sent and got; null: nobody is to know.</param>
    public static TestStateOutput Of(StateTest test, TestStateInput input, JsonValue stateInput, HttpExchange? exchange) => new()
    {
        Status = StatusText(test.Status!.Value),
        Output = Text(test.Output),
        Error = test.Error,
        Cause = test.Cause,
        NextState = test.NextState,
        InspectionData = input.InspectionLevel is "DEBUG" or "TRACE" ? Inspected(test, stateInput, exchange) : null,
    };

    private static InspectionData Inspected(StateTest test, JsonValue stateInput, HttpExchange? exchange)
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
            Request = exchange?.Request is { } request ? Shown(request) : null,
            Response = exchange?.Response is { } response ? Shown(response) : null,
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

    private static InspectionDataRequest Shown(NotedRequest request) => new()
    {
        Protocol = request.Protocol,
        Method = request.Method,
        Url = request.Url,
        Headers = request.Headers,
        Body = request.Body,
    };

    private static InspectionDataResponse Shown(NotedResponse response) => new()
    {
        Protocol = response.Protocol,
        StatusCode = response.StatusCode,
        StatusMessage = response.StatusMessage,
        Headers = response.Headers,
        Body = response.Body,
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
