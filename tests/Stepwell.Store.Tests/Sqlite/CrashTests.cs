using System.Globalization;
using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;

namespace Stepwell.Store.Tests.Sqlite;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void All_that_was_acknowledged_is_there_after_each_of_several_kills()
    {
        var acknowledged = new long[4];
        for (var round = 1; round <= 3; round++)
        {
            using (var child = new Child.Child("append", Path.Combine(_directory.Path, $"{round}")))
            {
                Array.Clear(acknowledged);
                for (var i = 0; i < 300 * round; i++)
                    Note(acknowledged, child.Output.ReadLine());
                child.Kill();
                while (child.Output.ReadLine() is { } line)
                    Note(acknowledged, line);
            }

            using var store = SqliteStore.Open(new SqliteStoreOptions(Path.Combine(_directory.Path, $"{round}")), TestSchema.Current);
            using var lease = store.RentReader();
            for (var partition = 0; partition < acknowledged.Length; partition++)
            {
                var found = lease.Reader.Range(Entry.Table, new RowRange { Prefix = [$"p{partition}"] }).Select(row => row.Sequence).ToList();
                Assert.True(found.Count >= acknowledged[partition], $"{acknowledged[partition]} acknowledged, {found.Count} found");
                Assert.Equal(Enumerable.Range(1, found.Count).Select(i => (long)i), found);

                // Both rows of a batch, or neither.
                Assert.Equal(found.Count, lease.Reader.Find(Cell.Table, "last", partition)?.Value ?? 0);
            }
        }
    }

    [Fact]
    public void Second_process_is_told_that_the_directory_is_in_use()
    {
        using var store = SqliteStore.Open(new SqliteStoreOptions(_directory.Path), TestSchema.Current);
        using var child = new Child.Child("open", _directory.Path);

        Assert.Contains("in use by another server", child.Output.ReadLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_of_a_killed_process_is_free()
    {
        using (var child = new Child.Child("append", _directory.Path))
        {
            Assert.NotNull(child.Output.ReadLine());
            child.Kill();
        }

        SqliteStore.Open(new SqliteStoreOptions(_directory.Path), TestSchema.Current).Dispose();
    }

    [Fact]
    public void Write_that_the_disk_refuses_fails_its_batch_and_the_store_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File size limits are a Unix thing.");
        using var child = new Child.Child("full", _directory.Path);

        var failed = child.Output.ReadLine();
        Assert.Contains("with StoreException", failed, StringComparison.Ordinal);
        var count = long.Parse(failed!.Split(' ')[2], CultureInfo.InvariantCulture) + 9;
        Assert.Equal($"wrote up to {count}", child.Output.ReadLine());
        Assert.Null(child.Output.ReadLine());

        using var store = SqliteStore.Open(new SqliteStoreOptions(_directory.Path), TestSchema.Current);
        using var lease = store.RentReader();
        Assert.Equal(
            Enumerable.Range(1, (int)count).Select(i => (long)i),
            lease.Reader.Range(Entry.Table, new RowRange { Prefix = ["j"] }).Select(row => row.Sequence));
    }

    private static void Note(long[] acknowledged, string? line)
    {
        // The last line may have been cut off by the kill.
        if (line?.Split(' ') is [var partition, { Length: > 0 } sequence])
        {
            var number = int.Parse(partition, CultureInfo.InvariantCulture);
            acknowledged[number] = Math.Max(acknowledged[number], long.Parse(sequence, CultureInfo.InvariantCulture));
        }
    }
}
