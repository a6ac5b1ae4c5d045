using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;

namespace Stepwell.Store.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Directory_that_is_open_cannot_be_opened_again()
    {
        using (Open(TestSchema.Current))
            Assert.Contains(_directory.Path, Assert.Throws<StoreInUseException>(() => Open(TestSchema.Current)).Message, StringComparison.Ordinal);

        Open(TestSchema.Current).Dispose();
    }

    [Fact]
    public void Missing_directories_are_created()
    {
        var path = Path.Combine(_directory.Path, "a", "b");
        SqliteStore.Open(new SqliteStoreOptions(path), TestSchema.Current).Dispose();

        Assert.NotEmpty(Directory.GetFiles(path, "*.db"));
    }

    [Fact]
    public void Partition_count_is_that_of_the_creation()
    {
        SqliteStore.Open(new SqliteStoreOptions(_directory.Path) { PartitionCount = 7 }, TestSchema.Current).Dispose();

        using var store = SqliteStore.Open(new SqliteStoreOptions(_directory.Path) { PartitionCount = 3 }, TestSchema.Current);
        Assert.Equal(7, store.PartitionCount);
    }

    [Fact]
    public void Clean_close_leaves_one_file_and_no_log()
    {
        Open(TestSchema.Current).Dispose();

        Assert.Equal(["stepwell.db", "stepwell.lock"], Directory.GetFiles(_directory.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Reader_stays_at_one_state_until_it_is_refreshed()
    {
        using var driver = new SqliteDriver();
        await driver.Commit(batch => batch.Insert(Cell.Table, new Cell(1, 1, "a")));
        using var lease = driver.Store.RentReader();
        Assert.Single(lease.Reader.Range(Cell.Table, RowRange.All));

        await driver.Commit(batch => batch.Insert(Cell.Table, new Cell(2, 2, "b")));
        Assert.Single(lease.Reader.Range(Cell.Table, RowRange.All));

        lease.Reader.Refresh();
        Assert.Equal(2, lease.Reader.Range(Cell.Table, RowRange.All).Count());
    }

    [Fact]
    public void Migration_brings_an_older_database_forward_once()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();
        Migration[] migrations = [new(2, ["ALTER TABLE notes ADD COLUMN author TEXT", "UPDATE notes SET author = 'nobody'"])];
        var schema = new StoreSchema([Notes.Version2], [.. migrations]);

        Open(schema).Dispose();
        using var store = Open(schema);
        using var lease = store.RentReader();
        Assert.Empty(lease.Reader.Range(Notes.Version2, RowRange.All));
    }

    [Fact]
    public void New_database_gets_the_newest_tables_without_migrations()
    {
        var schema = new StoreSchema([Notes.Version2], [new Migration(2, ["this is not SQL"])]);

        Open(schema).Dispose();
        Open(schema).Dispose();
    }

    [Fact]
    public void Failed_migration_leaves_the_database_as_it_was()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();
        var broken = new StoreSchema([Notes.Version2], [new Migration(2, ["ALTER TABLE notes ADD COLUMN author TEXT", "this is not SQL"])]);

        Assert.Throws<StoreException>(() => Open(broken));
        Open(new StoreSchema([Notes.Version1])).Dispose();
    }

    [Fact]
    public void Newer_database_is_refused()
    {
        Open(new StoreSchema([Notes.Version2], [new Migration(2, [])])).Dispose();

        var exception = Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Version1])));
        Assert.Contains("version 2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_that_differs_from_its_declaration_is_refused()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();

        Assert.Contains("notes", Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Version2]))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "cells", Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Version1, Cell.Table]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_that_the_database_lacks_is_refused()
    {
        Open(new StoreSchema([Notes.Version1])).Dispose();
        var exception = Assert.Throws<StoreSchemaException>(() => Open(new StoreSchema([Notes.Indexed])));
        Assert.Contains("notes_by_id", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_database_is_refused()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "stepwell.db"), new string('x', 10_000));

        Assert.Throws<StoreException>(() => Open(TestSchema.Current));
    }

    [Fact]
    public async Task Log_is_recycled_while_the_writer_is_busy()
    {
        const int CheckpointPages = 100;
        using var store = SqliteStore.Open(
            new SqliteStoreOptions(_directory.Path) { CheckpointPages = CheckpointPages }, TestSchema.Current);
        var done = new SemaphoreSlim(0);
        var batch = new WriteBatch(0, (_, _) => done.Release()) { Epoch = store.Claim(0) };
        for (var i = 0; i < 500; i++)
        {
            batch.Clear();
            for (var j = 0; j < 10; j++)
                batch.Append(Entry.Table, new Entry("j", (i * 10) + j, new byte[4_000]));
            store.Submit(batch);
            await done.WaitAsync(TestContext.Current.CancellationToken);
        }

        // 20 MB were written; a log that never starts again at its beginning would be as large.
        Assert.InRange(new FileInfo(Path.Combine(_directory.Path, "stepwell.db-wal")).Length, 1, 10_000_000);
    }

    private SqliteStore Open(StoreSchema schema) => SqliteStore.Open(new SqliteStoreOptions(_directory.Path), schema);
}
