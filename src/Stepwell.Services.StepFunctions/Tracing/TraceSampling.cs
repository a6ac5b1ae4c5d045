namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>Which executions are traced whose callers leave that open. What a caller says is done in either case.</summary>
public enum TraceSampling
{
    All,

    /// <summary>Those of state machines whose tracing configuration is enabled, as on AWS.</summary>
    Enabled,
}
