using System.Net;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Stepwell.Services.Sts.Keys;
using Stepwell.Services.Sts.Operations;
using Stepwell.Services.Sts.Storage;
using Stepwell.Store;
using Stepwell.Testing;
using Stepwell.Wire.Http;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Sts.Tests.Support;

/// <summary>The service on a port and over a store of its own, called by the AWS SDK for .NET.</summary>
internal sealed class Server : IAsyncDisposable
{
    public const string Account = "111122223333";

    private static readonly AccessKey Own = new(Account, "a secret");
    private readonly string _directory;
    private readonly List<IDisposable> _clients = [];
    private readonly WireServer _wire;
    private readonly IStore _store;

    private Server(IStore store, string directory, TemporaryKeys keys, bool isOpen)
    {
        (_store, _directory, Keys) = (store, directory, keys);
        IReadOnlyList<AccessKey> own = isOpen ? [] : [Own, new AccessKey("AKIDOFNOACCOUNTATALL", "b")];
        var ids = 0;
        _wire = new WireServer(new WireServerOptions
        {
            Endpoints = [new IPEndPoint(IPAddress.Loopback, 0)],
            Services = [new StsService(keys, [.. own.Select(key => key.Id)], TimeProvider.System)],
            NewRequestId = () => new Guid(Interlocked.Increment(ref ids), 0, 0, new byte[8]),
            AccessKeys = own,
            TemporaryKeys = keys,
        });
    }

    public TemporaryKeys Keys { get; }

    /// <summary>Of the account that the server's own key belongs to.</summary>
    public AmazonSecurityTokenServiceClient Owner => Client(new BasicAWSCredentials(Own.Id, Own.Secret));

    /// <param name="isOpen">It looks at no signatures.</param>
    public static async Task<Server> Start(bool isOpen = false)
    {
        var directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
        var store = TestStore.Open(directory, new StoreSchema(Tables.All));
        var secret = await ServerSecret.Of(store, bytes => bytes.Fill(7));
        // Ids of keys are all the same for an account, as chance could have it.
        var server = new Server(store, directory, new TemporaryKeys(secret.Span, bytes => bytes.Fill(9)), isOpen);
        await server._wire.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Sends a query as it is, without a signature.</summary>
    public async Task<(int Status, string Body)> Post(HttpContent form)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"http://{_wire.Endpoints[0]}/"), form, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public AmazonSecurityTokenServiceClient Client(Credentials credentials) =>
        Client(new SessionAWSCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken));

    public AmazonSecurityTokenServiceClient Client(IssuedKey key) =>
        Client(new SessionAWSCredentials(key.AccessKeyId, key.SecretAccessKey, key.SessionToken));

    public AmazonSecurityTokenServiceClient Client(AWSCredentials credentials)
    {
        var client = new AmazonSecurityTokenServiceClient(
            credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = $"http://{_wire.Endpoints[0]}", AuthenticationRegion = "us-east-1" });
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _wire.DisposeAsync();
        _store.Dispose();
        TestStore.Delete(_directory);
    }
}
