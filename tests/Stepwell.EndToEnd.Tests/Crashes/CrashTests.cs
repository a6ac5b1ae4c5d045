namespace Stepwell.EndToEnd.Tests.Crashes;

/// <summary>The server process is killed again and again under full load, over the same data.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_applied_twice_when_the_server_is_killed_at_any_instant()
    {
        var settings = CrashSettings.Read();
        using var campaign = new CrashCampaign(settings);
        try
        {
            await campaign.RunAsync();
            output.WriteLine(campaign.Report);
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"STEPWELL_CRASH_SEED={settings.Seed}: {campaign.Report}", problem);
        }

        Assert.True(campaign.Violations.Count == 0, $"STEPWELL_CRASH_SEED={settings.Seed}: {campaign.Report}\n{campaign.Violations}");
    }
}
