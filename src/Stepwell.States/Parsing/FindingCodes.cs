namespace Stepwell.States.Parsing;

/// <summary>
/// The codes of findings. Source: ValidateStateMachineDefinitionDiagnostic in the AWS Step Functions API reference, and the codes about
/// variables and JSONata, which the service gives without documenting them.
/// </summary>
internal static class FindingCodes
{
    public const string InvalidJson = "INVALID_JSON_DESCRIPTION";
    public const string Schema = "SCHEMA_VALIDATION_FAILED";
    public const string MissingTarget = "MISSING_TRANSITION_TARGET";
    public const string MissingEnd = "MISSING_END_STATE";
    public const string DuplicateStateName = "DUPLICATE_STATE_NAME";
    public const string InvalidStateName = "INVALID_STATE_NAME";
    public const string DuplicateLabel = "DUPLICATE_LABEL_NAME";
    public const string InvalidLabel = "INVALID_LABEL_NAME";
    public const string TooDeeplyNested = "TOO_DEEPLY_NESTED";
    public const string InvalidVariableName = "INVALID_VARIABLE_NAME";
    public const string ReservedVariableName = "RESERVED_VARIABLE_NAME";
    public const string DuplicateVariableName = "DUPLICATE_VARIABLE_NAME";
    public const string InvalidJsonata = "INVALID_JSONATA_EXPRESSION";
    public const string UnsupportedJsonata = "UNSUPPORTED_JSONATA_EXPRESSION";
    public const string NoPath = "NO_PATH";
    public const string NoDollar = "NO_DOLLAR";
    public const string PassResultIsStatic = "PASS_RESULT_IS_STATIC";
}
