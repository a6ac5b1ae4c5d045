using System.Diagnostics;
using System.Globalization;

namespace Stepwell.Fuzz;

/// <summary>
/// Gives a parser many texts. It must neither throw nor take long nor much memory for any. <c>STEPWELL_FUZZ_INPUTS</c> says how many
/// texts, and <c>STEPWELL_FUZZ_SEED</c> from which seed on; each seed makes a thousand texts.
/// </summary>
internal static class Campaign
{
    private const int TextsOfSeed = 1000;
    private const long MostBytes = 512L << 20;

    /// <summary>Far above what any text takes, since others use the machine too.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="read">Gives true when the text was right.</param>
    /// <param name="share">Only every so many-th text, where each takes long.</param>
    public static void Run(string parser, string[] examples, string[] tokens, Func<string, bool> read, int share = 1)
    {
        var seed = Setting("STEPWELL_FUZZ_SEED", 1);
        var inputs = Setting("STEPWELL_FUZZ_INPUTS", 3000) / share;
        var (done, right) = (0, 0);
        var start = Stopwatch.GetTimestamp();
        var (slowest, largest) = (TimeSpan.Zero, 0L);
        while (done < inputs)
        {
            var mutator = new Mutator(seed, examples, tokens);
            for (var i = 0; i < TextsOfSeed && done < inputs; i++, done++)
            {
                var text = mutator.Next();
                var (isRight, time, bytes) = Measure(parser, seed, text, read);
                if (isRight) right++;
                if (time > slowest) slowest = time;
                largest = Math.Max(largest, bytes);
            }

            seed++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{parser}: {done} texts in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s, {right} right, slowest {slowest.TotalMilliseconds:F0} ms, most memory {largest / 1024} KB, next seed {seed}"));
    }

    private static (bool IsRight, TimeSpan Time, long Bytes) Measure(string parser, int seed, string text, Func<string, bool> read)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var right = false;
        var error = Record.Exception(() => { right = read(text); });
        var time = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        if (error is not null) Assert.Fail($"{parser}, seed {seed}: {error}\n{text}");
        Assert.True(time < Longest, $"{parser}, seed {seed}: {time}\n{text}");
        Assert.True(bytes < MostBytes, $"{parser}, seed {seed}: {bytes} bytes\n{text}");
        return (right, time, bytes);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
