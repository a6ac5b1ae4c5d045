using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Stepwell.Services.Sts.Keys;
using Stepwell.Services.Sts.Tests.Support;

namespace Stepwell.Services.Sts.Tests.Operations;

/// <summary>What is let in that is signed with temporary keys.</summary>
public sealed class SignatureTests
{
    private const string Role = "arn:aws:iam::444455556666:role/Worker";
    private static readonly (string, int, string) Invalid = ("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
    private static readonly (string, int, string) Expired = ("ExpiredToken", 403, "The security token included in the request is expired");

    [Fact]
    public async Task Expired_key_is_refused_even_by_a_server_that_knew_it()
    {
        await using var server = await Server.Start();
        var now = TimeProvider.System.GetUtcNow();

        Assert.Equal(Expired, await Ask(server, server.Keys.AssumeRole(Role, "old", now.AddSeconds(-1))!));
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Worker/new", await ArnOf(server.Client(server.Keys.AssumeRole(Role, "new", now.AddHours(1))!)));
        Assert.Equal(Expired, await Ask(server, server.Keys.AssumeRole(Role, "old", now.AddSeconds(-1))!));
    }

    [Fact]
    public async Task Sessions_whose_keys_have_the_same_id_are_told_apart_by_their_tokens()
    {
        await using var server = await Server.Start();
        var until = TimeProvider.System.GetUtcNow().AddHours(1);
        var (one, two) = (server.Keys.AssumeRole(Role, "one", until)!, server.Keys.AssumeRole(Role, "two", until)!);
        Assert.Equal(one.AccessKeyId, two.AccessKeyId);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal("arn:aws:sts::444455556666:assumed-role/Worker/one", await ArnOf(server.Client(one)));
            Assert.Equal("arn:aws:sts::444455556666:assumed-role/Worker/two", await ArnOf(server.Client(two)));
        }

        Assert.Equal("SignatureDoesNotMatch", (await Ask(server, one with { SessionToken = two.SessionToken })).Code);
    }

    [Fact]
    public async Task Wrong_secret_is_refused()
    {
        await using var server = await Server.Start();
        var key = server.Keys.AssumeRole(Role, "me", TimeProvider.System.GetUtcNow().AddHours(1))!;

        var (code, status, message) = await Ask(server, key with { SecretAccessKey = "wrong" });

        Assert.Equal(("SignatureDoesNotMatch", 403), (code, status));
        Assert.StartsWith("The request signature we calculated does not match the signature you provided.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_that_is_missing_or_was_changed_is_refused()
    {
        await using var server = await Server.Start();
        var key = server.Keys.AssumeRole(Role, "me", TimeProvider.System.GetUtcNow().AddHours(1))!;

        Assert.Equal(Invalid, await Ask(server, key with { SessionToken = "AAAA" + key.SessionToken[4..] }));
        Assert.Equal(Invalid, await Ask(server.Client(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey))));
        Assert.Equal(Invalid, await Ask(server.Client(new SessionAWSCredentials("ASIAIOSFODNN7EXAMPLE", key.SecretAccessKey, key.SessionToken))));
    }

    [Fact]
    public async Task Server_that_looks_at_no_signatures_knows_callers_by_their_tokens()
    {
        await using var server = await Server.Start(isOpen: true);
        var key = server.Keys.AssumeRole(Role, "me", TimeProvider.System.GetUtcNow().AddHours(1))!;

        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Worker/me", await ArnOf(server.Client(key)));
        Assert.Equal("arn:aws:iam::444455556666:root", await ArnOf(server.Client(key with { SessionToken = "none" })));
        Assert.Equal("arn:aws:iam::000000000000:root", await ArnOf(server.Client(new BasicAWSCredentials("test", "test"))));
    }

    private static Task<(string Code, int Status, string Message)> Ask(Server server, IssuedKey key) => Ask(server.Client(key));

    private static Task<(string Code, int Status, string Message)> Ask(AmazonSecurityTokenServiceClient client) =>
        Refused.As(client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken));

    private static async Task<string> ArnOf(AmazonSecurityTokenServiceClient client) =>
        (await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), TestContext.Current.CancellationToken)).Arn;
}
