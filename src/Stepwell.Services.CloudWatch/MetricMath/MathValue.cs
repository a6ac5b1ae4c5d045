namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>What an expression can be: a number, a time series, several of them, or a text that is an argument.</summary>
internal abstract record MathValue
{
    private MathValue()
    {
    }

    public sealed record Scalar(double Number) : MathValue;

    public sealed record Text(string Value) : MathValue;

    public sealed record One(TimeSeries Series) : MathValue;

    public sealed record Many(IReadOnlyList<TimeSeries> Series) : MathValue;

    /// <summary>For people.</summary>
    public string Kind => this switch
    {
        Scalar => "a scalar",
        Text => "a text",
        One => "a time series",
        Many => "an array of time series",
        _ => throw new InvalidOperationException("No kind is named."),
    };
}

/// <summary>The expression cannot be read or evaluated; the message says why, for its author.</summary>
internal sealed class MathException(string message) : Exception(message);
