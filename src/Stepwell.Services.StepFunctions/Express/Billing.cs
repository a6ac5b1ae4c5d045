namespace Stepwell.Services.StepFunctions.Express;

/// <summary>What AWS would bill for an Express execution.</summary>
/// <remarks>Step Functions pricing, "Express Workflows": memory in steps of 64 MB, duration in steps of 100 ms.</remarks>
internal static class Billing
{
    private const long StepMegabytes = 64;
    private const long StepMilliseconds = 100;

    /// <summary>What an execution takes before it holds any data, as the pricing page's example reckons.</summary>
    private const long BaseBytes = 50L << 20;

    /// <summary>What it took.</summary>
    public static long Bytes(ExpressResult result) => BaseBytes + result.PeakBytes;

    public static long Megabytes(ExpressResult result) => Steps(Bytes(result), StepMegabytes << 20) * StepMegabytes;

    public static long Milliseconds(ExpressResult result)
    {
        var milliseconds = (result.StoppedAt - result.Execution.Identity!.StartTime).Ticks / TimeSpan.TicksPerMillisecond;
        return Steps(milliseconds, StepMilliseconds) * StepMilliseconds;
    }

    private static long Steps(long amount, long step) => Math.Max(1, (amount + step - 1) / step);
}
