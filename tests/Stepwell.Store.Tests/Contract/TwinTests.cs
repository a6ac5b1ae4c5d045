namespace Stepwell.Store.Tests.Contract;

/// <summary>Random batches and reads on an engine and on its twin in memory: outcomes and rows must be the same.</summary>
public sealed class TwinTests
{
    private const int BatchCount = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Engines_agree_on_random_batches_and_ranges(int seed)
    {
        using (var sqlite = new SqliteDriver())
            await Compare(sqlite, seed);
        using (var postgres = new PostgresDriver())
            await Compare(postgres, seed);
    }

    private static async Task Compare(StoreDriver engine, int seed)
    {
        using var memory = new MemoryDriver();
        var random = new Random(seed);
        for (var i = 0; i < BatchCount; i++)
        {
            var changes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomChange(random)).ToList();
            var inMemory = await Outcome(memory, changes);
            var inEngine = await Outcome(engine, changes);
            Assert.True(inMemory == inEngine, $"seed {seed}, batch {i}: {inMemory ?? "durable"} in memory, {inEngine ?? "durable"} in the engine");
            for (var j = 0; j < 4; j++)
                CompareRange(memory, engine, random, $"seed {seed}, batch {i}, range {j}");
        }
    }

    private static async Task<string?> Outcome(StoreDriver driver, List<Action<WriteBatch>> changes)
    {
        driver.Claim(0);
        try
        {
            await driver.Commit(batch => changes.ForEach(change => change(batch)));
            return null;
        }
        catch (ConstraintException)
        {
            return "constraint";
        }
    }

    private static Action<WriteBatch> RandomChange(Random random)
    {
        var kind = random.Next(4);
        return random.Next(3) switch
        {
            0 => Change(Entry.Table, new Entry(RandomText(random), random.Next(4), [(byte)random.Next(256)]), kind),
            1 => Change(Cell.Table, new Cell(random.Next(3), random.Next(4), RandomText(random)), kind),
            _ => Change(
                Person.Table,
                new Person(
                    random.Next(8),
                    RandomText(random),
                    random.Next(3) == 0 ? null : $"{random.Next(12)}@x",
                    random.Next(3) == 0 ? null : random.Next(3),
                    null),
                kind),
        };
    }

    private static Action<WriteBatch> Change<TRow>(Table<TRow> table, TRow row, int kind) where TRow : class => kind switch
    {
        0 => batch => batch.Insert(table, row),
        1 or 2 => batch => batch.Upsert(table, row),
        _ => batch => batch.Delete(table, row),
    };

    private static string RandomText(Random random) => random.Next(5) switch
    {
        0 => "",
        1 => "a",
        2 => "aa",
        3 => "\uffee",
        _ => "\U00010000",
    };

    private static void CompareRange(StoreDriver memory, StoreDriver engine, Random random, string where)
    {
        var range = new RowRange { Descending = random.Next(2) == 0, Limit = random.Next(2) == 0 ? random.Next(5) : int.MaxValue };
        switch (random.Next(6))
        {
            case 0:
                Compare(Entry.Table, Bounded(range, RandomText(random), random.Next(4)));
                break;
            case 1:
                Compare(Cell.Table, Bounded(range, RandomText(random), random.Next(4)));
                break;
            case 2:
                Compare(Cell.Table, Bounded(range with { Index = Cell.ByValue }, random.Next(3)));
                break;
            case 3:
                Compare(Person.Table, Bounded(range with { Index = Person.ByEmail }, $"{random.Next(12)}@x"));
                break;
            case 4:
                Compare(Person.Table, Bounded(range with { Index = Person.ByAge }, random.Next(3), RandomText(random)));
                break;
            default:
                Compare(Person.Table, Bounded(range, random.Next(8)));
                break;
        }

        void Compare<TRow>(Table<TRow> table, RowRange range) where TRow : class
        {
            var expected = engine.Range(table, range).Select(Describe);
            var actual = memory.Range(table, range).Select(Describe);
            Assert.True(expected.SequenceEqual(actual), $"{where}: {range}");
        }

        RowRange Bounded(RowRange range, params ColumnValue[] values)
        {
            var prefixCount = random.Next(values.Length + 1);
            var afterCount = random.Next(values.Length + 1 - prefixCount);
            return range with { Prefix = [.. values[..prefixCount]], After = [.. values[prefixCount..(prefixCount + afterCount)]] };
        }
    }

    private static string Describe(object row) => row is Entry entry ? $"{entry.Journal} {entry.Sequence} {entry.Data[0]}" : row.ToString()!;
}
