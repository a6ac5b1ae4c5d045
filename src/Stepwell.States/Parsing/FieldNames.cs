using System.Collections.Frozen;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// Which fields an object may have, of both query languages. The sets per state type are those that the service accepts (measured with
/// ValidateStateMachineDefinition: every field on every type).
/// </summary>
internal static class FieldNames
{
    public static readonly FrozenSet<string> Machine = Set("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");
    public static readonly FrozenSet<string> Branch = Set("Comment", "StartAt", "States");
    public static readonly FrozenSet<string> Processor = Set("Comment", "StartAt", "States", "ProcessorConfig");
    public static readonly FrozenSet<string> ProcessorConfig = Set("Mode", "ExecutionType");
    public static readonly FrozenSet<string> InlineConfig = Set("Mode");

    public static readonly FrozenSet<string> Retrier = Set(
        "Comment", "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy");

    public static readonly FrozenSet<string> Catcher = Set("Comment", "ErrorEquals", "Next", "ResultPath", "Assign", "Output");

    public static readonly FrozenSet<string> ItemReader = Set("Resource", "Parameters", "Arguments", "ReaderConfig");

    public static readonly FrozenSet<string> ReaderConfig = Set(
        "InputType", "CSVHeaderLocation", "CSVHeaders", "CSVDelimiter", "MaxItems", "MaxItemsPath", "ManifestType", "ItemsPointer",
        "Transformation");

    public static readonly FrozenSet<string> ItemBatcher = Set(
        "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath", "BatchInput");

    public static readonly FrozenSet<string> ResultWriter = Set("Resource", "Parameters", "Arguments", "WriterConfig");
    public static readonly FrozenSet<string> WriterConfig = Set("Transformation", "OutputType");

    private static readonly string[] Any = ["Type", "Comment", "QueryLanguage"];
    private static readonly string[] Ends = ["Next", "End"];
    private static readonly string[] Filters = ["InputPath", "OutputPath", "Output", "Assign"];
    private static readonly string[] Results = ["ResultPath", "Parameters", "ResultSelector", "Retry", "Catch"];

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByType = new Dictionary<string, FrozenSet<string>>
    {
        ["Pass"] = Set([.. Any, .. Ends, .. Filters, "Parameters", "Result", "ResultPath"]),
        ["Task"] = Set(
            [.. Any, .. Ends, .. Filters, .. Results, "Arguments", "Resource", "Credentials",
                "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"]),
        ["Choice"] = Set([.. Any, .. Filters, "Choices", "Default"]),
        ["Wait"] = Set([.. Any, .. Ends, .. Filters, "Seconds", "SecondsPath", "Timestamp", "TimestampPath"]),
        ["Succeed"] = Set([.. Any, "InputPath", "OutputPath", "Output"]),
        ["Fail"] = Set([.. Any, "Error", "ErrorPath", "Cause", "CausePath"]),
        ["Parallel"] = Set([.. Any, .. Ends, .. Filters, .. Results, "Arguments", "Branches"]),
        ["Map"] = Set(
            [.. Any, .. Ends, .. Filters, .. Results, "ItemProcessor", "Iterator", "ItemsPath", "Items", "ItemSelector", "ItemReader",
                "ItemBatcher", "ResultWriter", "MaxConcurrency", "MaxConcurrencyPath", "ToleratedFailureCount", "ToleratedFailureCountPath",
                "ToleratedFailurePercentage", "ToleratedFailurePercentagePath", "Label"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> JsonPathOnly = Set(
        "InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector", "Result", "ItemsPath", "TimeoutSecondsPath",
        "HeartbeatSecondsPath", "SecondsPath", "TimestampPath", "MaxConcurrencyPath", "ToleratedFailureCountPath",
        "ToleratedFailurePercentagePath", "ErrorPath", "CausePath", "MaxItemsPath", "MaxItemsPerBatchPath", "MaxInputBytesPerBatchPath",
        "Variable", "And", "Or", "Not");

    private static readonly FrozenSet<string> JsonataOnly = Set("Arguments", "Output", "Items", "Condition");

    public static FrozenSet<string>? OfState(string type) => ByType.GetValueOrDefault(type);

    /// <summary>The only query language that has the field, or null when both do.</summary>
    public static QueryLanguage? OnlyIn(string field) =>
        JsonPathOnly.Contains(field) ? QueryLanguage.JsonPath : JsonataOnly.Contains(field) ? QueryLanguage.Jsonata : null;

    private static FrozenSet<string> Set(params ReadOnlySpan<string> names) => names.ToArray().ToFrozenSet(StringComparer.Ordinal);
}
