using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Tests.Support;
using Stepwell.Wire;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Quotas;

public sealed class QuotaOverrideTests
{
    [Fact]
    public void An_override_changes_one_number_in_all_regions()
    {
        var profile = Server.Override(QuotaProfile.Aws, "StartExecution.rate=1300", "ListExecutions.bucket=7", "OpenExecutions=5");
        Assert.Equal(new BucketSize(1_300, 1_300), profile.Buckets["StartExecution"].In("us-east-1"));
        Assert.Equal(new BucketSize(800, 1_300), profile.Buckets["StartExecution"].In("eu-central-1"));
        Assert.Equal(new BucketSize(7, 2), profile.Buckets["ListExecutions"].In("sa-east-1"));
        Assert.Equal(5, profile.Limit("OpenExecutions"));
        Assert.Equal(QuotaProfile.Aws.Buckets["StopExecution"], profile.Buckets["StopExecution"]);
    }

    [Fact]
    public void Where_there_was_no_bucket_one_number_gives_size_and_rate()
    {
        var profile = Server.Override(QuotaProfile.None, "StateTransition.rate=20", "StartSyncExecution.bucket=9");
        Assert.Equal(new BucketSize(20, 20), profile.Buckets["StateTransition"].In("us-east-1"));
        Assert.Equal(new BucketSize(9, 9), profile.Buckets["StartSyncExecution"].In("us-east-1"));
        Assert.Equal(new BucketSize(60, 20), Server.Override(profile, "StateTransition.bucket=60").Buckets["StateTransition"].In("x"));
    }

    [Fact]
    public void Unlimited_takes_a_quota_away()
    {
        var profile = Server.Override(QuotaProfile.Aws, "StartExecution=unlimited", "OpenExecutions=unlimited");
        Assert.False(profile.Buckets.ContainsKey("StartExecution"));
        Assert.True(profile.Buckets.ContainsKey("StartExecution.express"));
        Assert.Equal(long.MaxValue, profile.Limit("OpenExecutions"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("StartExecution.rate")]
    [InlineData("StartExecution.rate=")]
    [InlineData("StartExecution.rate=0")]
    [InlineData("StartExecution.rate=-1")]
    [InlineData("StartExecution.rate=1.5")]
    [InlineData("StartExecution.rate=1000000001")]
    [InlineData("StartExecution.rate=99999999999999999999")]
    [InlineData("StartExecution=5")]
    [InlineData("StartExecution.size=5")]
    [InlineData("StartExecution.rate=unlimited")]
    [InlineData("OpenExecutions.rate=5")]
    [InlineData("startexecution.rate=5")]
    [InlineData("History=5")]
    public void What_is_no_quota_is_refused_with_words(string text)
    {
        Assert.Same(QuotaProfile.Aws, QuotaOverride.Apply(QuotaProfile.Aws, text, out var error));
        Assert.False(string.IsNullOrEmpty(error));
    }

    /// <remarks>Step Functions developer guide, "Service quotas".</remarks>
    [Fact]
    public async Task The_profile_of_aws_has_a_bucket_for_each_action_but_the_synchronous_start()
    {
        await using var server = await Server.Start();
        var named = QuotaProfile.Aws.Buckets.Keys.Where(name => name is not ("StateTransition" or "StartExecution.express" or "HttpTask")).Order();
        Assert.Equal(server.Service.Operations.Select(operation => operation.Name).Where(name => name != "StartSyncExecution").Order(), named);
    }

    [Fact]
    public async Task Starts_are_throttled_by_the_type_of_the_state_machine()
    {
        await using var server = await Server.Start("StartExecution.rate=2", "StartExecution.express.rate=1");
        var machine = await server.CreateMachine(Pass);
        var express = await server.CreateExpress(Pass);
        await server.StartExecution(machine);
        await server.StartExecution(express);
        await Throttles(() => server.StartExecution(express));
        await server.StartExecution(machine);
        await Throttles(() => server.StartExecution(machine));
        server.Clock.Advance(TimeSpan.FromSeconds(0.5));
        await server.StartExecution(machine);
        await Throttles(() => server.StartExecution(express));
    }

    private static async Task Throttles(Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<AwsException>(call);
        Assert.Equal(("ThrottlingException", 400, Fault.Client, "Rate exceeded"), (error.Code, error.StatusCode, error.Fault, error.Message));
    }
}
