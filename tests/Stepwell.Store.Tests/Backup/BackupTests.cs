using Stepwell.Store.Tests.Contract;

namespace Stepwell.Store.Tests.Backup;

public sealed class BackupTests : IDisposable
{
    private static readonly StoreSchema Schema = new([Line.Table, Person.Table, Cell.Table]);

    private readonly TemporaryDirectory _folder = new();

    private string File => Path.Combine(_folder.Path, "backup");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Engine.Sqlite, Engine.Sqlite)]
    [InlineData(Engine.Sqlite, Engine.Postgres)]
    [InlineData(Engine.Postgres, Engine.Sqlite)]
    [InlineData(Engine.Postgres, Engine.Postgres)]
    public async Task A_restored_store_has_every_row_in_the_order_of_insertion_and_goes_on(Engine from, Engine to)
    {
        using var source = new Place(from);
        using var target = new Place(to);
        using var store = source.Open(Schema, partitionCount: 7);
        await Commit(store, Fill);
        await Commit(store, batch => batch.Delete(Line.Table, new Line(2, "", null)));
        source.Save(File, Schema);
        await Commit(store, batch => batch.Insert(Line.Table, new Line(99, "late", null)));
        target.Restore(File, Schema);

        using var restored = target.Open(Schema);
        Assert.Equal(7, restored.PartitionCount);
        Assert.Equal([new(9, "t", "last key first"), new(1, "t", "")], Lines(restored));
        Assert.Equal(People(store), People(restored));
        Assert.Equal(Range(store, Cell.Table, RowRange.All), Range(restored, Cell.Table, RowRange.All));
        await Commit(restored, batch => batch.Append(Line.Table, new Line(0, "t", null)));
        Assert.Equal([9, 1, 0], Lines(restored).Select(line => line.Number));
        await Assert.ThrowsAsync<ConstraintException>(() => Commit(restored, batch => batch.Append(Line.Table, new Line(9, "t", null))));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_backup_of_a_busy_store_is_of_one_moment(Engine engine)
    {
        using var source = new Place(engine);
        using var target = new Place(Engine.Sqlite);
        using var store = source.Open(Schema);
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = Task.Run(() => Write(store, begun, stop.Token));
        await begun.Task;
        source.Save(File, Schema);
        await stop.CancelAsync();
        var written = await writing;
        target.Restore(File, Schema);

        using var restored = target.Open(Schema);
        var lines = Range(restored, Line.Table, RowRange.All).Select(line => line.Number).ToList();
        Assert.InRange(lines.Count, 1, written);
        Assert.Equal(Enumerable.Range(0, lines.Count).Select(i => (long)i), lines);
        Assert.Equal(lines, Range(restored, Cell.Table, RowRange.All).Select(cell => cell.Column));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_store_that_is_there_is_not_overwritten(Engine engine)
    {
        await SaveSome();
        using var target = new Place(engine);
        using (var store = target.Open(Schema))
        {
            await Commit(store, batch => batch.Insert(Line.Table, new Line(5, "mine", null)));
            Assert.Throws<StoreInUseException>(() => target.Restore(File, Schema));
        }

        var refusal = Assert.Throws<StoreException>(() => target.Restore(File, Schema));
        Assert.EndsWith("holds a store already.", refusal.Message, StringComparison.Ordinal);
        using var again = target.Open(Schema);
        Assert.Equal(5, Assert.Single(Range(again, Line.Table, RowRange.All)).Number);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public void A_place_without_a_store_gives_no_backup(Engine engine)
    {
        using var source = new Place(engine);
        Assert.EndsWith("holds no store.", Assert.Throws<StoreException>(() => source.Save(File, Schema)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_backup_does_not_overwrite_a_file_and_leaves_no_other()
    {
        await SaveSome();
        var before = System.IO.File.ReadAllBytes(File);
        using var source = new Place(Engine.Sqlite);
        source.Open(Schema).Dispose();
        Assert.EndsWith("is there already.", Assert.Throws<StoreException>(() => source.Save(File, Schema)).Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task A_damaged_backup_is_refused_and_leaves_nothing(Engine engine)
    {
        await SaveSome();
        var bytes = System.IO.File.ReadAllBytes(File);
        using var target = new Place(engine);
        System.IO.File.WriteAllBytes(File, bytes[..(bytes.Length / 2)]);
        Assert.ThrowsAny<StoreException>(() => target.Restore(File, Schema));
        System.IO.File.WriteAllText(File, "something else");
        Assert.ThrowsAny<StoreException>(() => target.Restore(File, Schema));
        Assert.ThrowsAny<StoreException>(() => target.Restore(File + "2", Schema));
        using var store = target.Open(Schema);
        Assert.Empty(Range(store, Line.Table, RowRange.All));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task An_older_backup_is_brought_up_to_date_and_a_newer_one_refused(Engine engine)
    {
        var older = new StoreSchema([Line.Table]);
        var newer = new StoreSchema(
            [Line.Table, Cell.Table],
            [
                new Migration(2,
                [
                    "CREATE TABLE cells (value INTEGER NOT NULL, col INTEGER NOT NULL, row TEXT NOT NULL, PRIMARY KEY (row, col)) STRICT, WITHOUT ROWID",
                    "CREATE INDEX cells_by_value ON cells (value)",
                ]),
            ]);
        using var source = new Place(Engine.Sqlite);
        using (var store = source.Open(older))
            await Commit(store, batch => batch.Insert(Line.Table, new Line(1, "t", null)));
        source.Save(File, older);
        using var target = new Place(engine);
        target.Restore(File, newer);
        using (var restored = target.Open(newer))
        {
            await Commit(restored, batch => batch.Insert(Cell.Table, new Cell(1, 2, "c")));
            Assert.Single(Range(restored, Line.Table, RowRange.All));
            target.Save(File + "2", newer);
        }

        using var place = new Place(engine);
        Assert.Throws<StoreSchemaException>(() => place.Restore(File + "2", older));
    }

    private static void Fill(WriteBatch batch)
    {
        batch.Append(Line.Table, new Line(9, "t", "last key first"));
        batch.Append(Line.Table, new Line(2, "t", "to be removed"));
        batch.Append(Line.Table, new Line(1, "t", ""));
        batch.Insert(Person.Table, new Person(long.MinValue, "a\0b", null, null, null));
        batch.Insert(Person.Table, new Person(long.MaxValue, "Zoë 🦊", "z@example.com", 7, []));
        batch.Insert(Person.Table, new Person(3, "", "", -1, [0, 255, 1]));
        batch.Insert(Cell.Table, new Cell(1, 2, "r"));
        batch.Insert(Cell.Table, new Cell(1, 1, "ß"));
    }

    private static async Task<int> Write(IStore store, TaskCompletionSource begun, CancellationToken stop)
    {
        var count = 0;
        for (; count < 20 || !stop.IsCancellationRequested; count++)
        {
            var number = count;
            await Commit(store, batch =>
            {
                batch.Append(Line.Table, new Line(number, "t", new string('x', 1_000)));
                batch.Insert(Cell.Table, new Cell(0, number, "r"));
            });
            if (count == 10)
                begun.SetResult();
        }

        return count;
    }

    private async Task SaveSome()
    {
        using var source = new Place(Engine.Sqlite);
        using var store = source.Open(Schema);
        await Commit(store, Fill);
        source.Save(File, Schema);
    }

    private static List<Line> Lines(IStore store) => Range(store, Line.Table, new RowRange { Index = Line.ByTag, Prefix = ["t"] });

    private static IEnumerable<(long, string, string?, long?, string?)> People(IStore store) => Range(store, Person.Table, RowRange.All)
        .Select(person => (person.Id, person.Name, person.Email, person.Age, person.Photo is null ? null : Convert.ToHexString(person.Photo)));

    private static List<TRow> Range<TRow>(IStore store, Table<TRow> table, RowRange range) where TRow : class
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(table, range)];
    }

    private static Task Commit(IStore store, Action<WriteBatch> fill)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = new WriteBatch(0, (_, failure) =>
        {
            if (failure is null)
                done.SetResult();
            else
                done.SetException(failure);
        })
        { Epoch = store.Claim(0) };
        fill(batch);
        store.Submit(batch);
        return done.Task;
    }
}
