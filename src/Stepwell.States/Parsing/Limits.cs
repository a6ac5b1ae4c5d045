namespace Stepwell.States.Parsing;

/// <summary>Ranges of numbers and lengths of names, as the service enforces them (measured with ValidateStateMachineDefinition).</summary>
internal static class Limits
{
    public const long MaxSeconds = 99_999_999;
    public const long MaxAttempts = 99_999_999;
    public const long MaxDelaySeconds = 31_622_400;
    public const long MaxReaderItems = 100_000_000;
    public const int DefinitionLength = 1_048_576;
    public const int StateNameLength = 80;
    public const int LabelLength = 40;
    public const int VariableNameLength = 80;
}
