namespace Stepwell.Store.Tests.Contract;

/// <summary>What every engine promises. One class per engine runs it.</summary>
public abstract class StoreContract : IDisposable
{
    private readonly Lazy<StoreDriver> _driver;

    protected StoreContract() => _driver = new Lazy<StoreDriver>(CreateDriver);

    private StoreDriver Driver => _driver.Value;

    public void Dispose()
    {
        Driver.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract StoreDriver CreateDriver();

    [Fact]
    public async Task Row_comes_back_as_it_was_written()
    {
        Person[] people =
        [
            new(long.MinValue, "", null, null, null),
            new(-1, "a\0b", "", long.MaxValue, []),
            new(0, "日本語 \U0001F600", "e", 0, [0, 255, 0]),
            new(long.MaxValue, new string('x', 5_000), new string('ü', 300), -5, new byte[100_000]),
        ];
        await Driver.Commit(batch => Array.ForEach(people, person => batch.Insert(Person.Table, person)));

        foreach (var person in people)
        {
            var found = Driver.Find(Person.Table, person.Id);
            Assert.NotNull(found);
            Assert.Equal(person.Photo, found.Photo);
            Assert.Equal(person with { Photo = null }, found with { Photo = null });
        }
    }

    [Fact]
    public async Task Missing_key_finds_nothing()
    {
        await Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(1, 2, "a")));

        Assert.Null(Driver.Find(Cell.Table, "a", 1));
        Assert.Null(Driver.Find(Cell.Table, "b", 2));
        Assert.Null(Driver.Find(Cell.Table, "", 2));
    }

    [Fact]
    public async Task Key_takes_its_columns_in_key_order()
    {
        await Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(7, 2, "a")));

        Assert.Equal(new Cell(7, 2, "a"), Driver.Find(Cell.Table, "a", 2));
    }

    [Fact]
    public async Task Of_many_keys_the_rows_that_are_there_are_found()
    {
        Person[] people = [.. new long[] { -7, 0, 3, long.MaxValue }.Select(id => new Person(id, $"p{id}", null, id, null))];
        await Driver.Commit(batch => Array.ForEach(people, person => batch.Insert(Person.Table, person)));

        var found = Driver.FindAll(Person.Table, 3, 4, -7, 3, long.MinValue);
        Assert.Equal([-7, 3], found.Keys.Order());
        Assert.Equal(people[2], found[3]);
        Assert.Empty(Driver.FindAll(Person.Table));
    }

    [Fact]
    public void Many_keys_are_taken_where_the_key_is_one_integer()
    {
        Assert.Throws<ArgumentException>(() => Driver.FindAll(Cell.Table, 1));
    }

    [Fact]
    public void Key_of_wrong_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Driver.Find(Cell.Table, "a"));
        Assert.Throws<ArgumentException>(() => Driver.Range(Cell.Table, new RowRange { Prefix = ["a", 1], After = [2] }));
        Assert.Throws<ArgumentException>(() => Driver.Range(Cell.Table, new RowRange { After = [ColumnValue.Null] }));
        Assert.Throws<ArgumentException>(() => Driver.Range(Cell.Table, new RowRange { Index = Person.ByAge }));
        Assert.Throws<ArgumentException>(() => new WriteBatch(0, (_, _) => { }).DeleteKey(Cell.Table, "a"));
        Assert.Throws<ArgumentException>(() => new WriteBatch(0, (_, _) => { }).Append(Cell.Table, new Cell(1, 1, "a")));
    }

    [Fact]
    public async Task Batch_is_seen_whole_after_it_completed()
    {
        await Driver.Commit(batch =>
        {
            batch.Append(Entry.Table, new Entry("j", 1, [1]));
            batch.Insert(Cell.Table, new Cell(1, 1, "a"));
            batch.Upsert(Cell.Table, new Cell(2, 1, "a"));
            batch.Insert(Cell.Table, new Cell(3, 3, "a"));
            batch.DeleteKey(Cell.Table, "a", 3);
            batch.Insert(Cell.Table, new Cell(4, 3, "a"));
        });

        Assert.NotNull(Driver.Find(Entry.Table, "j", 1));
        Assert.Equal([new Cell(2, 1, "a"), new Cell(4, 3, "a")], Driver.Range(Cell.Table, RowRange.All));
    }

    [Fact]
    public async Task Second_row_with_the_same_key_fails_its_whole_batch()
    {
        await Driver.Commit(batch => batch.Append(Entry.Table, new Entry("j", 1, [1])));

        await Assert.ThrowsAsync<ConstraintException>(() => Driver.Commit(batch =>
        {
            batch.Append(Entry.Table, new Entry("j", 2, [2]));
            batch.Append(Entry.Table, new Entry("j", 1, [3]));
        }));

        Assert.Equal([1], Driver.Range(Entry.Table, RowRange.All).Select(row => row.Sequence));
        Assert.Equal([1], Driver.Find(Entry.Table, "j", 1)!.Data);
    }

    [Fact]
    public async Task Failed_batch_takes_no_other_partition_with_it()
    {
        var before = Driver.Submit(batch => batch.Insert(Cell.Table, new Cell(1, 1, "a")), partition: 1);
        var failing = Driver.Submit(
            batch =>
            {
                batch.Insert(Cell.Table, new Cell(2, 2, "b"));
                batch.Insert(Cell.Table, new Cell(2, 2, "b"));
            },
            partition: 2);
        var after = Driver.Submit(batch => batch.Insert(Cell.Table, new Cell(3, 3, "c")), partition: 3);
        Driver.Flush();

        await before;
        await after;
        await Assert.ThrowsAsync<ConstraintException>(() => failing);
        Assert.Equal(["a", "c"], Driver.Range(Cell.Table, RowRange.All).Select(cell => cell.Row));
    }

    [Fact]
    public async Task Batches_after_a_failed_one_fail_until_the_partition_is_claimed_again()
    {
        await Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(1, 1, "a")));
        await Assert.ThrowsAsync<ConstraintException>(
            () => Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(2, 1, "a"))));

        await Assert.ThrowsAsync<BatchFencedException>(
            () => Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(3, 3, "c"))));
        Driver.Claim(0);
        await Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(4, 4, "d")));

        Assert.Equal(["a", "d"], Driver.Range(Cell.Table, RowRange.All).Select(cell => cell.Row));
    }

    [Fact]
    public async Task Former_owner_of_a_partition_cannot_write()
    {
        var failure = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var former = Driver.Store.Claim(0);
        Driver.Claim(0);
        var batch = new WriteBatch(0, (_, exception) => failure.SetResult(exception)) { Epoch = former };
        batch.Insert(Cell.Table, new Cell(1, 1, "a"));
        Driver.Store.Submit(batch);
        Driver.Flush();

        Assert.IsType<BatchFencedException>(await failure.Task);
        Assert.Empty(Driver.Range(Cell.Table, RowRange.All));
    }

    [Fact]
    public async Task Row_whose_columns_throw_fails_only_its_batch()
    {
        var failing = Driver.Submit(batch => batch.Insert(Cell.Table, new Cell(1, 1, null!)), partition: 1);
        var other = Driver.Submit(batch => batch.Insert(Cell.Table, new Cell(1, 1, "a")), partition: 2);
        Driver.Flush();

        await other;
        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        Assert.Single(Driver.Range(Cell.Table, RowRange.All));
    }

    [Fact]
    public async Task Text_that_is_not_unicode_is_refused()
    {
        await Assert.ThrowsAsync<ConstraintException>(
            () => Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(1, 1, "\ud800"))));
    }

    [Fact]
    public async Task Upsert_replaces_the_row_and_keeps_its_place()
    {
        await Driver.Commit(batch =>
        {
            batch.Append(Entry.Table, new Entry("j", 2, [2]));
            batch.Append(Entry.Table, new Entry("j", 1, [1]));
            batch.Upsert(Entry.Table, new Entry("j", 2, [22]));
            batch.Upsert(Entry.Table, new Entry("j", 3, [3]));
        });

        Assert.Equal([1, 22, 3], Driver.Range(Entry.Table, RowRange.All).Select(row => row.Data[0]));
    }

    [Fact]
    public async Task Upsert_moves_the_row_in_its_indexes()
    {
        await Driver.Commit(batch => batch.Insert(Person.Table, new Person(1, "Ann", "a@x", 30, null)));
        await Driver.Commit(batch => batch.Upsert(Person.Table, new Person(1, "Bea", "b@x", null, null)));
        await Driver.Commit(batch => batch.Insert(Person.Table, new Person(2, "Cat", "a@x", 31, null)));

        Assert.Equal(["Bea", "Cat"], Driver.Range(Person.Table, new RowRange { Index = Person.ByName }).Select(row => row.Name));
        Assert.Equal(["Cat"], Driver.Range(Person.Table, new RowRange { Index = Person.ByAge }).Select(row => row.Name));
    }

    [Fact]
    public async Task Delete_removes_by_row_or_key_and_may_find_nothing()
    {
        await Driver.Commit(batch =>
        {
            for (var i = 0; i < 5; i++)
                batch.Insert(Cell.Table, new Cell(i, i, "a"));
        });
        await Driver.Commit(batch =>
        {
            batch.Delete(Cell.Table, new Cell(99, 1, "a"));
            batch.DeleteKey(Cell.Table, "a", 3);
            batch.DeleteKey(Cell.Table, "a", 77);
        });

        Assert.Equal([0, 2, 4], Driver.Range(Cell.Table, RowRange.All).Select(cell => cell.Column));
    }

    [Fact]
    public async Task Unique_index_refuses_a_second_value_and_lets_nulls_through()
    {
        await Driver.Commit(batch =>
        {
            batch.Insert(Person.Table, new Person(1, "Ann", null, null, null));
            batch.Insert(Person.Table, new Person(2, "Bob", null, null, null));
            batch.Insert(Person.Table, new Person(3, "Cid", "c@x", null, null));
        });

        await Assert.ThrowsAsync<ConstraintException>(
            () => Driver.Commit(batch => batch.Upsert(Person.Table, new Person(4, "Dan", "c@x", null, null))));
        Assert.Null(Driver.Find(Person.Table, 4));
    }

    [Fact]
    public async Task Partial_index_leaves_rows_out_whose_column_is_null()
    {
        await Driver.Commit(batch =>
        {
            batch.Insert(Person.Table, new Person(1, "Ann", null, 40, null));
            batch.Insert(Person.Table, new Person(2, "Bob", null, null, null));
            batch.Insert(Person.Table, new Person(3, "Cid", null, 30, null));
        });

        Assert.Equal(["Cid", "Ann"], Driver.Range(Person.Table, new RowRange { Index = Person.ByAge }).Select(row => row.Name));
        Assert.Equal(["Ann"], Driver.Range(Person.Table, new RowRange { Index = Person.ByAge, Prefix = [40] }).Select(row => row.Name));
        Assert.Empty(Driver.Range(Person.Table, new RowRange { Index = Person.ByAge, Prefix = [ColumnValue.Null] }));
    }

    [Fact]
    public async Task Range_over_a_nullable_column_finds_nulls_first()
    {
        await Driver.Commit(batch =>
        {
            batch.Insert(Person.Table, new Person(1, "Ann", "x", null, null));
            batch.Insert(Person.Table, new Person(2, "Bob", null, null, null));
        });

        Assert.Equal(["Bob", "Ann"], Driver.Range(Person.Table, new RowRange { Index = Person.ByEmail }).Select(row => row.Name));
        Assert.Equal(["Bob"], Driver.Range(Person.Table, new RowRange { Index = Person.ByEmail, Prefix = [ColumnValue.Null] }).Select(row => row.Name));
        Assert.Equal(["Ann"], Driver.Range(Person.Table, new RowRange { Index = Person.ByEmail, After = ["a"] }).Select(row => row.Name));
    }

    [Fact]
    public async Task Range_reads_a_prefix_in_either_direction_from_a_bound_up_to_a_limit()
    {
        string[] journals = ["a", "ab", "b"];
        await Driver.Commit(batch =>
        {
            foreach (var journal in journals)
            {
                for (var i = 1; i <= 9; i++)
                    batch.Append(Entry.Table, new Entry(journal, i, []));
            }
        });
        List<long> Read(RowRange range)
        {
            var rows = Driver.Range(Entry.Table, range with { Prefix = ["ab"] });
            Assert.All(rows, row => Assert.Equal("ab", row.Journal));
            return [.. rows.Select(row => row.Sequence)];
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Read(new RowRange()));
        Assert.Equal([9, 8], Read(new RowRange { Descending = true, Limit = 2 }));
        Assert.Equal([4, 5, 6], Read(new RowRange { After = [3], Limit = 3 }));
        Assert.Equal([2, 1], Read(new RowRange { After = [3], Descending = true }));
        Assert.Empty(Read(new RowRange { After = [9] }));
        Assert.Empty(Read(new RowRange { Limit = 0 }));
    }

    [Fact]
    public async Task Bound_of_several_columns_compares_as_one()
    {
        string[] rows = ["a", "b", "c"];
        await Driver.Commit(batch =>
        {
            foreach (var row in rows)
            {
                for (var i = 1; i <= 3; i++)
                    batch.Insert(Cell.Table, new Cell(0, i, row));
            }
        });

        Assert.Equal(
            ["b3", "c1", "c2"],
            Driver.Range(Cell.Table, new RowRange { After = ["b", 2], Limit = 3 }).Select(cell => cell.Row + cell.Column));
        Assert.Equal(["c1", "c2", "c3"], Driver.Range(Cell.Table, new RowRange { After = ["b"] }).Select(cell => cell.Row + cell.Column));
    }

    [Fact]
    public async Task Rows_equal_in_the_index_come_by_key()
    {
        await Driver.Commit(batch =>
        {
            batch.Insert(Cell.Table, new Cell(5, 2, "b"));
            batch.Insert(Cell.Table, new Cell(5, 1, "b"));
            batch.Insert(Cell.Table, new Cell(5, 9, "a"));
            batch.Insert(Cell.Table, new Cell(4, 9, "z"));
        });
        var range = new RowRange { Index = Cell.ByValue };

        Assert.Equal(["z9", "a9", "b1", "b2"], Driver.Range(Cell.Table, range).Select(cell => cell.Row + cell.Column));
        Assert.Equal(
            ["b2", "b1", "a9", "z9"], Driver.Range(Cell.Table, range with { Descending = true }).Select(cell => cell.Row + cell.Column));
    }

    [Fact]
    public async Task Text_is_ordered_by_its_utf8_bytes()
    {
        string[] sorted = ["", "A", "Z", "a", "a\0", "aa", "ä", "\u07ff", "\ud7ff", "\ue000", "\uffee", "\U00010000", "\U0010ffff"];
        await Driver.Commit(batch => Array.ForEach([.. sorted.Reverse()], text => batch.Insert(Cell.Table, new Cell(0, 0, text))));

        Assert.Equal(sorted, Driver.Range(Cell.Table, RowRange.All).Select(cell => cell.Row));
    }

    [Fact]
    public async Task Enumerations_may_be_nested_ended_early_and_repeated()
    {
        await Driver.Commit(batch =>
        {
            for (var i = 1; i <= 4; i++)
                batch.Append(Entry.Table, new Entry("j", i, []));
        });
        using var lease = Driver.Store.RentReader();
        var rows = lease.Reader.Range(Entry.Table, new RowRange { Prefix = ["j"] });

        var pairs = new List<long>();
        foreach (var outer in rows)
        {
            foreach (var inner in rows)
            {
                pairs.Add((outer.Sequence * 10) + inner.Sequence);
                if (inner.Sequence == 2)
                    break;
            }
        }

        Assert.Equal([11, 12, 21, 22, 31, 32, 41, 42], pairs);
    }

    [Fact]
    public async Task Enumeration_shows_one_moment()
    {
        await Driver.Commit(batch =>
        {
            for (var i = 1; i <= 3; i++)
                batch.Append(Entry.Table, new Entry("j", i, []));
        });
        using var lease = Driver.Store.RentReader();
        var seen = new List<long>();
        foreach (var row in lease.Reader.Range(Entry.Table, RowRange.All))
        {
            seen.Add(row.Sequence);
            if (seen.Count == 1)
            {
                await Driver.Commit(batch =>
                {
                    batch.DeleteKey(Entry.Table, "j", 2);
                    batch.Append(Entry.Table, new Entry("j", 4, []));
                });
            }
        }

        Assert.Equal([1, 2, 3], seen);
        lease.Reader.Refresh();
        Assert.Equal([1, 3, 4], lease.Reader.Range(Entry.Table, RowRange.All).Select(row => row.Sequence));
    }

    [Fact]
    public async Task Reader_of_a_partition_sees_what_has_completed()
    {
        var reader = Driver.Store.PartitionReader(1);
        Assert.Null(reader.Find(Cell.Table, "a", 1));
        await Driver.Commit(batch => batch.Insert(Cell.Table, new Cell(1, 1, "a")));
        reader.Refresh();

        Assert.NotNull(reader.Find(Cell.Table, "a", 1));
    }

    [Fact]
    public async Task Completed_rows_are_there_after_reopening()
    {
        await Driver.Commit(batch => batch.Append(Entry.Table, new Entry("j", 1, [1, 2, 3])));
        Driver.Reopen();

        Assert.Equal([1, 2, 3], Driver.Find(Entry.Table, "j", 1)!.Data);
        await Driver.Commit(batch => batch.Append(Entry.Table, new Entry("j", 2, [])));
        Assert.Equal(2, Driver.Range(Entry.Table, RowRange.All).Count);
    }

    [Fact]
    public async Task Closing_commits_what_is_pending()
    {
        var pending = Driver.Submit(batch => batch.Append(Entry.Table, new Entry("j", 1, [])));
        Driver.Reopen();

        await pending;
        Assert.NotNull(Driver.Find(Entry.Table, "j", 1));
    }

    [Fact]
    public async Task Batch_can_be_used_again_after_it_completed()
    {
        var done = new SemaphoreSlim(0);
        var batch = new WriteBatch(0, (_, _) => done.Release()) { Epoch = Driver.Claim(0) };
        for (var i = 1; i <= 3; i++)
        {
            batch.Clear();
            batch.Append(Entry.Table, new Entry("j", i, []));
            batch.DeleteKey(Entry.Table, "j", i - 1);
            Driver.Store.Submit(batch);
            Driver.Flush();
            await done.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal([3], Driver.Range(Entry.Table, RowRange.All).Select(row => row.Sequence));
    }

    [Fact]
    public async Task Empty_batch_completes()
    {
        await Driver.Commit(_ => { });
    }

    [Fact]
    public async Task Batches_from_many_threads_complete_in_order_per_partition()
    {
        const int BatchCount = 200;
        var completed = new List<long>[Driver.Store.PartitionCount];
        var done = new CountdownEvent(completed.Length * BatchCount);
        var threads = Enumerable.Range(0, completed.Length).Select(partition => Task.Run(() =>
        {
            completed[partition] = [];
            var epoch = Driver.Store.Claim(partition);
            for (var i = 0; i < BatchCount; i++)
            {
                var number = i;
                var batch = new WriteBatch(partition, (_, failure) =>
                {
                    Assert.Null(failure);
                    lock (completed[partition])
                        completed[partition].Add(number);
                    done.Signal();
                })
                { Epoch = epoch };
                batch.Append(Entry.Table, new Entry($"p{partition}", i, []));
                Driver.Store.Submit(batch);
            }
        }));
        await Task.WhenAll(threads);
        Driver.Flush();

        Assert.True(done.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.All(completed, numbers => Assert.Equal(Enumerable.Range(0, BatchCount).Select(i => (long)i), numbers));
        Assert.Equal(completed.Length * BatchCount, Driver.Range(Entry.Table, RowRange.All).Count);
    }
}

public sealed class SqliteStoreContractTests : StoreContract
{
    private protected override StoreDriver CreateDriver() => new SqliteDriver();
}

public sealed class MemoryStoreContractTests : StoreContract
{
    private protected override StoreDriver CreateDriver() => new MemoryDriver();
}

public sealed class PostgresStoreContractTests : StoreContract
{
    private protected override StoreDriver CreateDriver() => new PostgresDriver();
}
