namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>Why something ended that did not succeed.</summary>
internal readonly record struct SpanFailure(string? Error, string? Cause)
{
    /// <summary>Causes can be as long as a payload.</summary>
    private const int MaxLength = 1_024;

    public string Message
    {
        get
        {
            var text = Cause is null ? Error ?? "" : Error is null ? Cause : $"{Error}: {Cause}";
            return text.Length > MaxLength ? text[..MaxLength] : text;
        }
    }
}
