using Amazon.SecurityToken.Model;
using Stepwell.Services.Sts.Tests.Support;

namespace Stepwell.Services.Sts.Tests.Operations;

public sealed class AssumeRoleTests
{
    private const string Role = "arn:aws:iam::444455556666:role/service-role/Worker";
    private const string Session = "arn:aws:sts::444455556666:assumed-role/Worker/me";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_of_another_account_is_assumed_for_an_hour()
    {
        await using var server = await Server.Start();
        var before = TimeProvider.System.GetUtcNow();

        var answer = await server.Owner.AssumeRoleAsync(Request(), Cancel);

        Assert.Equal(Session, answer.AssumedRoleUser.Arn);
        Assert.Matches(@"\AAROA[A-Z2-7]{17}:me\z", answer.AssumedRoleUser.AssumedRoleId);
        var expires = new DateTimeOffset(answer.Credentials.Expiration!.Value.ToUniversalTime());
        Assert.InRange(expires, before.AddSeconds(3599), TimeProvider.System.GetUtcNow().AddSeconds(3600));
        var identity = await server.Client(answer.Credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel);
        Assert.Equal(("444455556666", Session, answer.AssumedRoleUser.AssumedRoleId), (identity.Account, identity.Arn, identity.UserId));
    }

    [Theory]
    [InlineData(900)]
    [InlineData(43200)]
    public async Task Duration_is_as_asked_for(int seconds)
    {
        await using var server = await Server.Start();
        var before = TimeProvider.System.GetUtcNow();

        var answer = await server.Owner.AssumeRoleAsync(Request(request => request.DurationSeconds = seconds), Cancel);

        var expires = new DateTimeOffset(answer.Credentials.Expiration!.Value.ToUniversalTime());
        Assert.InRange(expires, before.AddSeconds(seconds - 1), TimeProvider.System.GetUtcNow().AddSeconds(seconds));
    }

    [Theory]
    [InlineData(899, "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900")]
    [InlineData(43201, "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200")]
    public async Task Duration_out_of_bounds_is_refused(int seconds, string message) =>
        Assert.Equal(("ValidationError", 400, message), await Refuse(request => request.DurationSeconds = seconds));

    [Theory]
    [InlineData("arn:aws:iam::444455556666:user/somebody", "Request ARN is invalid")]
    [InlineData("a text that is no name of anything", "a text that is no name of anything is invalid")]
    [InlineData("arn:aws:iam::4444:role/Worker", "arn:aws:iam::4444:role/Worker is invalid")]
    public async Task What_is_no_role_is_refused(string arn, string message) =>
        Assert.Equal(("ValidationError", 400, message), await Refuse(request => request.RoleArn = arn));

    [Fact]
    public async Task Policy_that_is_no_JSON_is_refused()
    {
        Assert.Equal(("MalformedPolicyDocument", 400, "This policy contains invalid Json"), await Refuse(request => request.Policy = "{"));
        Assert.Equal(("MalformedPolicyDocument", 400, "Syntax errors in policy."), await Refuse(request => request.Policy = "[]"));
    }

    [Fact]
    public async Task Nobody_has_a_device_that_could_make_codes()
    {
        var (code, status, message) = await Refuse(request => (request.SerialNumber, request.TokenCode) = ("arn:aws:iam::1:mfa/me", "123456"));

        Assert.Equal(("AccessDenied", 403), (code, status));
        Assert.StartsWith("MultiFactorAuthentication failed", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_have_different_keys_and_only_they_are_transitive()
    {
        Assert.Equal(
            ("InvalidParameterValue", 400, "Duplicate tag keys found. Please note that Tag keys are case insensitive."),
            await Refuse(request => request.Tags = [new() { Key = "a", Value = "1" }, new() { Key = "A", Value = "2" }]));
        Assert.Equal(
            ("InvalidParameterValue", 400, "The specified transitive tag key must be included in the requested tags."),
            await Refuse(request => (request.Tags, request.TransitiveTagKeys) = ([new() { Key = "a", Value = "1" }], ["A", "b"])));
    }

    [Fact]
    public async Task Role_assumes_another_one_for_an_hour_at_most()
    {
        await using var server = await Server.Start();
        var first = await server.Owner.AssumeRoleAsync(Request(), Cancel);
        var chained = server.Client(first.Credentials);

        var second = await chained.AssumeRoleAsync(Request(request => request.RoleArn = "arn:aws:iam::777788889999:role/Next"), Cancel);
        var refusal = await Refused.As(chained.AssumeRoleAsync(Request(request => request.DurationSeconds = 3601), Cancel));

        Assert.Equal("arn:aws:sts::777788889999:assumed-role/Next/me", second.AssumedRoleUser.Arn);
        Assert.Equal(
            ("ValidationError", 400, "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"), refusal);
    }

    [Fact]
    public async Task Source_identity_goes_along_a_chain_and_does_not_change()
    {
        await using var server = await Server.Start();
        var first = await server.Owner.AssumeRoleAsync(Request(request => request.SourceIdentity = "ann"), Cancel);
        var chained = server.Client(first.Credentials);

        var second = await chained.AssumeRoleAsync(Request(), Cancel);
        var (code, _, _) = await Refused.As(chained.AssumeRoleAsync(Request(request => request.SourceIdentity = "bob"), Cancel));

        Assert.Equal(("ann", "ann", "AccessDenied"), (first.SourceIdentity, second.SourceIdentity, code));
    }

    private static async Task<(string Code, int Status, string Message)> Refuse(Action<AssumeRoleRequest> adjust)
    {
        await using var server = await Server.Start();
        return await Refused.As(server.Owner.AssumeRoleAsync(Request(adjust), Cancel));
    }

    private static AssumeRoleRequest Request(Action<AssumeRoleRequest>? adjust = null)
    {
        var request = new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "me" };
        adjust?.Invoke(request);
        return request;
    }
}
