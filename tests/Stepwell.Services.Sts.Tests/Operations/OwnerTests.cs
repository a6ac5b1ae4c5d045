using Amazon.SecurityToken.Model;
using Stepwell.Services.Sts.Tests.Support;

namespace Stepwell.Services.Sts.Tests.Operations;

/// <summary>What whoever has a key of the server gets.</summary>
public sealed class OwnerTests
{
    private const string Role = "arn:aws:iam::444455556666:role/Worker";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_is_of_the_owner_of_its_account()
    {
        await using var server = await Server.Start();

        var identity = await server.Owner.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel);

        Assert.Equal((Server.Account, $"arn:aws:iam::{Server.Account}:root", Server.Account), (identity.Account, identity.Arn, identity.UserId));
    }

    [Fact]
    public async Task Session_of_the_owner_is_the_owner_and_may_assume_roles_but_ask_for_no_more_sessions()
    {
        await using var server = await Server.Start();
        var session = (await server.Owner.GetSessionTokenAsync(new GetSessionTokenRequest { DurationSeconds = 129600 }, Cancel)).Credentials;
        var client = server.Client(session);

        var identity = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel);
        await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "me" }, Cancel);

        Assert.Equal($"arn:aws:iam::{Server.Account}:root", identity.Arn);
        Assert.True(session.Expiration!.Value.ToUniversalTime() <= TimeProvider.System.GetUtcNow().AddHours(1).UtcDateTime);
        Assert.Equal(
            ("AccessDenied", 403, "Cannot call GetSessionToken with session credentials"),
            await Refused.As(client.GetSessionTokenAsync(new GetSessionTokenRequest(), Cancel)));
        Assert.Equal(
            ("AccessDenied", 403, "Cannot call GetFederationToken with session credentials"),
            await Refused.As(client.GetFederationTokenAsync(new GetFederationTokenRequest { Name = "ann" }, Cancel)));
    }

    [Fact]
    public async Task Federated_user_has_a_name_and_may_not_assume_roles()
    {
        await using var server = await Server.Start();
        var answer = await server.Owner.GetFederationTokenAsync(new GetFederationTokenRequest { Name = "ann" }, Cancel);
        var client = server.Client(answer.Credentials);

        var identity = await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), Cancel);
        var refusal = await Refused.As(client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = Role, RoleSessionName = "me" }, Cancel));

        Assert.Equal($"arn:aws:sts::{Server.Account}:federated-user/ann", answer.FederatedUser.Arn);
        Assert.Equal((answer.FederatedUser.Arn, $"{Server.Account}:ann"), (identity.Arn, identity.UserId));
        Assert.Equal(
            ("AccessDenied", 403, $"User: {identity.Arn} is not authorized to perform: sts:AssumeRole on resource: {Role}"), refusal);
    }

    [Fact]
    public async Task Device_code_of_a_session_is_refused()
    {
        await using var server = await Server.Start();

        var (code, _, _) = await Refused.As(
            server.Owner.GetSessionTokenAsync(new GetSessionTokenRequest { SerialNumber = "arn:aws:iam::1:mfa/me", TokenCode = "123456" }, Cancel));

        Assert.Equal("AccessDenied", code);
    }

    [Fact]
    public async Task Account_of_a_key_is_told()
    {
        await using var server = await Server.Start();
        var key = server.Keys.AssumeRole(Role, "me", TimeProvider.System.GetUtcNow())!;

        Assert.Equal("444455556666", await AccountOf(key.AccessKeyId));
        Assert.Equal("000000000000", await AccountOf("AKIDOFNOACCOUNTATALL"));
        Assert.Equal(
            ("ValidationError", 400, "The access key AKIAIOSFODNN7EXAMPLE does not exist."),
            await Refused.As(AccountOf("AKIAIOSFODNN7EXAMPLE")));

        async Task<string> AccountOf(string id) =>
            (await server.Owner.GetAccessKeyInfoAsync(new GetAccessKeyInfoRequest { AccessKeyId = id }, Cancel)).Account;
    }

    [Fact]
    public async Task Operation_that_is_not_there_says_so()
    {
        await using var server = await Server.Start();

        var (code, _, message) = await Refused.As(
            server.Owner.DecodeAuthorizationMessageAsync(new DecodeAuthorizationMessageRequest { EncodedMessage = "x" }, Cancel));

        Assert.Equal("UnknownOperationException", code);
        Assert.Equal("The operation DecodeAuthorizationMessage of AWS Security Token Service is not implemented yet.", message);
    }
}
