using System.Diagnostics;

namespace Stepwell.Hosting.Tests;

/// <summary>The example program as its README tells people to run it.</summary>
public sealed class EmbeddingExampleTests
{
    [Theory]
    [InlineData("valid", """SUCCEEDED: {"status":"charged","item":"tea","amount":13.50}""")]
    [InlineData("declined", """SUCCEEDED: {"status":"declined","error":"CardDeclinedException"}""")]
    public async Task The_workflow_retries_the_busy_bank_and_ends_as_the_card_says(string card, string ending)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), card]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + await errors);
        Assert.Equal(
            ["charge-card: attempt 1", "charge-card: attempt 2", ending], (await output).TrimEnd().Split(Environment.NewLine));
    }

    /// <summary>Of the configuration that these tests are built in.</summary>
    private static string Program()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, "embedding", own.Name, "embedding.dll");
    }
}
