using Stepwell.Store.Postgres;
using Stepwell.Store.Tests.Contract;
using Stepwell.Testing;

namespace Stepwell.Store.Tests.Postgres;

/// <summary>What is particular to PostgreSQL: opening, ownership, and connections that are lost.</summary>
public sealed class PostgresStoreTests : IDisposable
{
    private readonly string _address = PostgresServer.Shared.TakeDatabase();

    public void Dispose() => PostgresServer.Shared.GiveBack(_address);

    [Fact]
    public void Database_that_a_server_has_is_refused_to_a_second()
    {
        using (Open(TestSchema.Current))
        {
            var refusal = Assert.Throws<StoreInUseException>(() => Open(TestSchema.Current));
            Assert.Contains("in use by another server", refusal.Message, StringComparison.Ordinal);
        }

        Open(TestSchema.Current).Dispose();
    }

    [Fact]
    public async Task Server_that_lost_the_database_to_another_can_never_write_again()
    {
        using var first = Open(TestSchema.Current);
        var epoch = first.Claim(0);
        await Write(first, epoch, 1);
        EndOwner();
        using var second = Open(TestSchema.Current);
        await Write(second, second.Claim(0), 2);

        await Assert.ThrowsAnyAsync<StoreException>(() => Write(first, epoch, 3));
        await Assert.ThrowsAnyAsync<StoreException>(() => Write(first, epoch, 4));
        Assert.Contains("taken over", Assert.Throws<StoreInUseException>(() => first.Claim(0)).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], Sequences(second));
    }

    [Fact]
    public async Task Epoch_that_another_server_has_raised_is_refused_by_the_database()
    {
        using var store = Open(TestSchema.Current);
        var epochs = (Zero: store.Claim(0), One: store.Claim(1));
        PostgresServer.Shared.Query(Database, "UPDATE store_partition SET epoch = epoch + 1 WHERE partition = 0");

        var fenced = Write(store, epochs.Zero, 1);
        var other = Write(store, epochs.One, 2, partition: 1);
        await Assert.ThrowsAsync<BatchFencedException>(() => fenced);
        await other;
        Assert.Equal([2], Sequences(store));
    }

    [Fact]
    public async Task Store_goes_on_after_its_connections_are_lost()
    {
        using var store = Open(TestSchema.Current);
        var epoch = store.Claim(0);
        await Write(store, epoch, 1);
        EndOwner();

        await Assert.ThrowsAsync<StoreException>(() => Write(store, epoch, 2));
        await Assert.ThrowsAsync<BatchFencedException>(() => Write(store, epoch, 3));
        await Write(store, store.Claim(0), 4);
        Assert.Equal([1, 4], Sequences(store));
    }

    [Fact]
    public async Task Store_goes_on_after_the_database_was_killed_and_started()
    {
        using var server = new PostgresServer();
        using var store = PostgresStore.Open(new PostgresStoreOptions(server.TakeDatabase()), TestSchema.Current);
        var epoch = store.Claim(0);
        await Write(store, epoch, 1);
        server.Kill();

        await Assert.ThrowsAsync<StoreException>(() => Write(store, epoch, 2));
        Assert.Throws<StoreException>(() => store.Claim(0));
        Assert.Throws<StoreException>(() => Sequences(store));
        server.Start();
        await Write(store, store.Claim(0), 3);
        Assert.Equal([1, 3], Sequences(store));
    }

    [Fact]
    public async Task Commit_whose_answer_is_lost_has_happened_or_not_by_the_time_of_the_next_claim()
    {
        using var proxy = new CuttingProxy(new Uri(_address).Port);
        var address = new UriBuilder(_address) { Port = proxy.Port }.Uri.ToString();
        using var store = PostgresStore.Open(new PostgresStoreOptions(address), TestSchema.Current);
        for (var round = 1; round <= 10; round++)
        {
            var epoch = store.Claim(0);
            await Write(store, epoch, round * 10);
            proxy.CutAfterNextRequest();
            await Assert.ThrowsAsync<StoreException>(() => Write(store, epoch, (round * 10) + 1));

            var next = store.Claim(0);
            var seen = Sequences(store);
            await Write(store, next, (round * 10) + 2);
            Assert.Equal(seen.Append((round * 10) + 2), Sequences(store));
        }
    }

    [Fact]
    public void Address_that_is_none_is_refused()
    {
        Assert.Throws<FormatException>(() => PostgresStore.Open(new PostgresStoreOptions("mysql://x/y"), TestSchema.Current));
        Assert.Throws<FormatException>(() => PostgresStore.Open(new PostgresStoreOptions("postgres://x/y?colour=red"), TestSchema.Current));
        Assert.Throws<FormatException>(() => PostgresStore.Open(new PostgresStoreOptions("postgres://x/y?sslmode=maybe"), TestSchema.Current));
    }

    [Fact]
    public void Database_that_is_not_there_is_an_error_that_says_so()
    {
        var exception = Assert.Throws<StoreException>(() => PostgresStore.Open(new PostgresStoreOptions(_address + "_not"), TestSchema.Current));
        Assert.Contains("does not exist", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partition_count_is_that_of_the_creation()
    {
        PostgresStore.Open(new PostgresStoreOptions(_address) { PartitionCount = 7 }, TestSchema.Current).Dispose();

        using var store = PostgresStore.Open(new PostgresStoreOptions(_address) { PartitionCount = 3 }, TestSchema.Current);
        Assert.Equal(7, store.PartitionCount);
    }

    [Fact]
    public void Migration_brings_an_older_database_forward_once()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();
        Migration[] migrations = [new(2, ["no SQLite"], ["ALTER TABLE notes ADD COLUMN author bytea", "UPDATE notes SET author = 'nobody'"])];
        var schema = new StoreSchema([Notes.Version2], [.. migrations]);

        Open(schema).Dispose();
        using var store = Open(schema);
        using var lease = store.RentReader();
        Assert.Empty(lease.Reader.Range(Notes.Version2, RowRange.All));
    }

    [Fact]
    public void Failed_migration_leaves_the_database_as_it_was()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();
        var broken = new StoreSchema([Notes.Version2], [new Migration(2, [], ["ALTER TABLE notes ADD COLUMN author bytea", "this is not SQL"])]);

        Assert.Throws<StoreException>(() => Open(broken));
        Open(new StoreSchema([Notes.Version1])).Dispose();
    }

    [Fact]
    public void Newer_database_is_refused()
    {
        Open(new StoreSchema([Notes.Version2], [new Migration(2, [])])).Dispose();

        Assert.Contains(
            "up to 1", Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Version1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_and_indexes_that_differ_from_their_declaration_are_refused()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();

        Assert.Contains("notes", Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Version2]))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "notes_by_id", Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Indexed]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Range_keeps_to_its_index_where_the_planner_believes_that_every_row_matches()
    {
        Open(TestSchema.Current).Dispose();
        Query("INSERT INTO people (id, name) SELECT id, 'a' FROM generate_series(1, 20000) AS id");
        Query("ANALYZE people");
        AwaitEndOfSessions();
        Query("SELECT pg_stat_reset()");

        using (var store = Open(TestSchema.Current))
        {
            using var lease = store.RentReader();
            Assert.Empty(lease.Reader.Range(Person.Table, new RowRange { Index = Person.ByName, Prefix = ["b"], Descending = true, Limit = 10 }));
        }

        AwaitEndOfSessions();
        Assert.Equal("0", Query("SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'people'"));
    }

    private string Database => _address[(_address.LastIndexOf('/') + 1)..];

    private PostgresStore Open(StoreSchema schema) =>
        PostgresStore.Open(new PostgresStoreOptions(_address) { LockTimeout = TimeSpan.FromMilliseconds(500) }, schema);

    private string Query(string sql) => PostgresServer.Shared.Query(Database, sql);

    /// <summary>Until then, statistics are not complete.</summary>
    private void AwaitEndOfSessions()
    {
        const string Others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        while (Query(Others) != "0")
        {
        }
    }

    /// <summary>Ends the session that holds the lock, as a lost network would.</summary>
    private void EndOwner() => PostgresServer.Shared.Query(
        Database,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4294967295 "
        + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    private static Task Write(PostgresStore store, long epoch, long sequence, int partition = 0) =>
        StoreDriver.Submit(store, partition, epoch, batch => batch.Append(Entry.Table, new Entry("j", sequence, [])));

    private static List<long> Sequences(PostgresStore store)
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(Entry.Table, RowRange.All).Select(row => row.Sequence)];
    }
}
