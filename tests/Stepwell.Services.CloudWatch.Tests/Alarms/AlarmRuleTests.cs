using Stepwell.Services.CloudWatch.Alarms;

namespace Stepwell.Services.CloudWatch.Tests.Alarms;

/// <summary>The tables of the user guide. X breaches, O does not, a hyphen is missing.</summary>
public sealed class AlarmRuleTests
{
    [Theory]
    [InlineData("O-X-X", "OK", "OK", "OK", "OK")]
    [InlineData("----O", "OK", "OK", "OK", "OK")]
    [InlineData("-----", "INSUFFICIENT_DATA", null, "ALARM", "OK")]
    [InlineData("OXX-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData("--X--", "ALARM", null, "ALARM", "OK")]
    // The next one may not breach.
    [InlineData("----X", null, null, "ALARM", "OK")]
    [InlineData("---X-", null, null, "ALARM", "OK")]
    public void Three_out_of_three(string datapoints, string? missing, string? ignore, string breaching, string notBreaching) =>
        Check(datapoints, 3, missing, ignore, breaching, notBreaching);

    [Theory]
    [InlineData("O-X-X", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData("OOXOX", "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData("O-X--", "OK", "OK", "ALARM", "OK")]
    [InlineData("----O", "OK", "OK", "ALARM", "OK")]
    [InlineData("---X-", "ALARM", null, "ALARM", "OK")]
    public void Two_out_of_three(string datapoints, string? missing, string? ignore, string breaching, string notBreaching) =>
        Check(datapoints, 2, missing, ignore, breaching, notBreaching);

    private static void Check(string datapoints, int datapointsToAlarm, params string?[] expected)
    {
        bool?[] breaches = [.. datapoints.Select(sign => sign == '-' ? (bool?)null : sign == 'X')];
        string[] treatments = ["missing", "ignore", "breaching", "notBreaching"];
        Assert.Equal(expected, treatments.Select(treatment => AlarmRule.StateOf(breaches, 3, datapointsToAlarm, treatment)));
    }
}
