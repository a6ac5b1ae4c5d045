using System.Diagnostics;
using System.Globalization;

namespace Stepwell.Functions.Tests.Environments;

/// <summary>What becomes of functions when their server is killed. The server is this program, started once more to run one test.</summary>
public sealed class KilledServerTests
{
    private const string Marker = "STEPWELL_TEST_KILLED_HOST";

    [Theory]
    [InlineData(Isolation.Namespaces)]
    [InlineData(Isolation.OwnUser)]
    [InlineData(Isolation.None)]
    public async Task No_process_outlives_a_killed_server(Isolation isolation)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks for processes in /proc");
        if (isolation == Isolation.OwnUser) Assert.SkipUnless(Means.IsRoot, "the tests do not run as root");
        if (isolation == Isolation.Namespaces) Assert.SkipUnless(Means.WhyNoNamespaces is null, Means.WhyNoNamespaces ?? "");
        var folder = Directory.CreateTempSubdirectory("stepwell-killed-");
        TestHost.MakeExecutable(folder.FullName);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-noLogo", "-noColor", "-method", "*" + nameof(Server_runs_functions_until_it_is_killed)])
            start.ArgumentList.Add(argument);
        start.Environment[Marker] = string.Create(CultureInfo.InvariantCulture, $"{isolation}:{folder.FullName}");
        // What the killed one leaves is removed with the folder.
        start.Environment["TMPDIR"] = folder.FullName;
        using (var server = Process.Start(start)!)
        {
            await Eventually.Holds(() => File.Exists(Path.Combine(folder.FullName, "ready")));
            Assert.NotEqual(0, Means.ProcessesOf(UserId(isolation), folder.FullName));
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.Holds(() => Means.ProcessesOf(UserId(isolation), folder.FullName) == 0);
        folder.Delete(recursive: true);
    }

    /// <summary>One environment is busy, with a child, and one is frozen.</summary>
    [Fact]
    public async Task Server_runs_functions_until_it_is_killed()
    {
        var marker = Environment.GetEnvironmentVariable(Marker);
        Assert.SkipUnless(marker is not null, "only for the test of a killed server");
        var isolation = Enum.Parse<Isolation>(marker!.Split(':')[0]);
        var folder = marker.Split(':')[1];
        await using var host = new TestHost(options => options with
        {
            Isolation = isolation,
            Folder = Path.Combine(folder, "environments"),
            FirstUserId = UserId(isolation),
        });
        var frozen = host.Function();
        await host.Answer(frozen, "answer = 1");
        if (Means.IsRoot && isolation != Isolation.None) await Eventually.Holds(() => Means.AreFrozen(UserId(isolation)));
        var busy = host.Run(host.Function(), "os.fork()\nprint('begun')\ntime.sleep(600)");
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        await File.WriteAllTextAsync(Path.Combine(folder, "ready"), "", TestContext.Current.CancellationToken);
        await busy;
    }

    private static int UserId(Isolation isolation) => 950_000 + (100 * (int)isolation);
}
