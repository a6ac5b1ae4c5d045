namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>Takes the spans of what has ended. Called on partition loops among others: returns at once, never throws. Thread-safe.</summary>
public interface ISpanSink
{
    void Add(IReadOnlyList<Span> spans);
}
