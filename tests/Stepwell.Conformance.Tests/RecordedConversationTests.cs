namespace Stepwell.Conformance.Tests;

/// <summary>Conversations recorded from AWS get the same answers here. exclusions.json lists what is left out, and why.</summary>
public sealed class RecordedConversationTests(Replay replay)
{
    private const string NoData = "skipped: no conformance data";

    public static TheoryData<string> Areas => [.. Replay.Areas.DefaultIfEmpty("none")];

    [Theory]
    [MemberData(nameof(Areas))]
    public void The_server_answers_as_aws_did_in_area(string area)
    {
        Assert.SkipUnless(Replay.Folder is not null, NoData);
        var cases = replay.ByArea[area].ToList();
        var required = cases.Where(item => item.Excluded is null).ToList();
        foreach (var (excluded, _, reason) in cases.Where(item => item.Excluded is not null && item.Verdict.Passed))
            TestContext.Current.AddWarning($"{excluded.Id} passes though it is left out: {reason}");
        var reasons = string.Join("; ", cases.Select(item => item.Excluded).Distinct());
        Assert.SkipWhen(required.Count == 0, $"all {cases.Count} left out: {reasons}");

        var failures = required.Where(item => !item.Verdict.Passed).ToList();
        if (failures.Count > 0)
            Assert.Fail($"{failures.Count} of {required.Count} fail\n{string.Join('\n', failures.Select(item => item.Verdict))}");
    }

    [Fact]
    public void Every_exclusion_leaves_out_something()
    {
        Assert.SkipUnless(Replay.Folder is not null && Replay.Set == "open", NoData);
        Assert.Empty(replay.UnusedExclusions);
    }
}
