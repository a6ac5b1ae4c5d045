using Stepwell.Partitions.Tests.Bank;
using Stepwell.Store.Sqlite;

namespace Stepwell.Partitions.Tests;

public sealed class SqliteRuntimeTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Money_moves_between_accounts_and_survives_a_restart()
    {
        await using (var server = await Server.Start(_directory))
        {
            for (var i = 0; i < 20; i++)
                Assert.Equal(100, (await server.Ask($"a{i}", new Deposit(i, 100))).Balance);
            for (var i = 0; i < 20; i++)
                Assert.Equal(70, (await server.Ask($"a{i}", new Transfer(100 + i, $"b{i}", 30))).Balance);
        }

        await using (var server = await Server.Start(_directory))
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(70, (await server.Ask($"a{i}", new Read())).Balance);
                while ((await server.Ask($"b{i}", new Read())).Balance != 30)
                    await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Many_callers_at_once_lose_and_double_nothing()
    {
        const int CallerCount = 32;
        const int TransferCount = 60;
        const int AccountCount = 12;
        await using (var server = await Server.Start(_directory))
        {
            await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(caller => Task.Run(async () =>
            {
                var random = new Random(caller);
                for (var i = 0; i < TransferCount; i++)
                {
                    var transfer = new Transfer((caller * TransferCount) + i, $"a{random.Next(AccountCount)}", random.Next(100));
                    await server.Ask($"a{random.Next(AccountCount)}", transfer);
                }
            })));
        }

        await using (var server = await Server.Start(_directory))
        {
            // Each transfer makes two entries: one where it was asked, one where its message arrived.
            Statement[] statements;
            do
                statements = await Task.WhenAll(Enumerable.Range(0, AccountCount).Select(i => server.Ask($"a{i}", new Read()).AsTask()));
            while (statements.Sum(statement => statement.Version) < 2 * CallerCount * TransferCount);

            Assert.Equal(2 * CallerCount * TransferCount, statements.Sum(statement => statement.Version));
            Assert.Equal(0, statements.Sum(statement => statement.Balance));
        }
    }

    private sealed class Server(SqliteStore store, PartitionRuntime runtime, List<PartitionIncident> incidents) : IAsyncDisposable
    {
        public static async Task<Server> Start(string directory)
        {
            var store = SqliteStore.Open(new SqliteStoreOptions(directory), Tables.Schema);
            var incidents = new List<PartitionIncident>();
            var runtime = new PartitionRuntime(
                store, [new AccountKind()], ThreadPoolScheduler.Instance, TimeProvider.System, new Random(1), incidents.Add);
            await runtime.StartAsync();
            return new Server(store, runtime, incidents);
        }

        public ValueTask<Statement> Ask(string account, object command) => runtime.Ask<Statement>(AccountKind.Address(account), command);

        public async ValueTask DisposeAsync()
        {
            await runtime.StopAsync();
            store.Dispose();
            Assert.Empty(incidents);
        }
    }
}
