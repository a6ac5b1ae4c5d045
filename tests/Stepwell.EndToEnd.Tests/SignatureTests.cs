using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>A server that knows access keys takes nothing that is not signed with one of them.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private static readonly AccessKey Key = new("AKIDEXAMPLE", "the-secret");

    private readonly TemporaryFolder _data = new();
    private StepwellServer? _server;

    private StepwellServer Server => _server!;

    public async ValueTask InitializeAsync() =>
        _server = await StepwellServer.StartAsync(_data.Path, "--access-key", $"{Key.Id}:{Key.Secret}");

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task A_signed_request_is_served() => Assert.Equal(200, (await ListAsync(Key)).Status);

    [Fact]
    public async Task A_request_without_a_signature_is_refused() =>
        await RefusedAsync(null, "MissingAuthenticationTokenException");

    [Fact]
    public async Task A_request_signed_with_an_unknown_key_is_refused() =>
        await RefusedAsync(Key with { Id = "AKIDUNKNOWN" }, "UnrecognizedClientException");

    [Fact]
    public async Task A_request_signed_with_a_wrong_secret_is_refused() =>
        await RefusedAsync(Key with { Secret = "not-the-secret" }, "InvalidSignatureException");

    [Fact]
    public async Task Another_address_than_loopback_is_refused_without_a_key()
    {
        using var other = new TemporaryFolder();
        var (exitCode, text) = await StepwellServer.RunAsync("up", "--host", "0.0.0.0", "--port", "0", "--data", other.Path);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("--access-key", text, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(AccessKey? key, string error)
    {
        var answer = await ListAsync(key);
        Assert.Equal(error, answer.Error);
        Assert.InRange(answer.Status, 400, 403);
        Assert.Equal(200, (await ListAsync(Key)).Status);
    }

    private async Task<Answer> ListAsync(AccessKey? key)
    {
        using var client = Server.Client(key);
        return await client.SendAsync("ListActivities", new JsonObject());
    }
}
