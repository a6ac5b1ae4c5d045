using Stepwell.Store;
using Stepwell.Store.Memory;

namespace Stepwell.Partitions.Tests.Bank;

/// <summary>Compares what is durable with what must be.</summary>
internal static class Audit
{
    /// <summary>After a crash: everything acknowledged is there.</summary>
    public static void CheckAcknowledged(MemoryStore store, Client client)
    {
        var entries = Read(store, Tables.Entries).Where(entry => entry.From.Length == 0)
            .Select(entry => (entry.Account, entry.Operation));
        var reminders = Read(store, Tables.Reminders).Select(reminder => (reminder.Account, reminder.Operation));
        var found = entries.Concat(reminders).ToHashSet();
        foreach (var (account, command) in client.Acknowledged)
            Assert.True(found.Contains((account, command.Operation)), $"{command} of {account} was acknowledged and is lost.");
    }

    /// <summary>In the end: every operation happened once with all its consequences, and nothing is owed.</summary>
    public static void CheckAll(MemoryStore store, Client client)
    {
        var entries = Read(store, Tables.Entries);
        Assert.Equal(
            client.Operations.Select(operation => (operation.Account, operation.Command.Operation, Amount(operation.Command))).Order(),
            entries.Where(entry => entry.From.Length == 0).Select(entry => (entry.Account, entry.Operation, entry.Amount)).Order());
        CheckCredits(client, entries);
        CheckReminders(client, entries);
        CheckBalances(store, entries);
        Assert.Empty(Read(store, Tables.Reminders));
        Assert.Empty(Read(store, PartitionTables.Outbox));
        Assert.Empty(Read(store, PartitionTables.Wakeups));
    }

    public static string Dump(MemoryStore store) => string.Join(
        '\n',
        Read(store, Tables.Entries).Cast<object>().Concat(Read(store, Tables.Accounts)).Concat(Read(store, PartitionTables.Inbox)));

    /// <summary>Each message arrived once, at its receiver, and in the order in which its account sent it to that partition.</summary>
    private static void CheckCredits(Client client, List<EntryRow> entries)
    {
        var credits = entries.Where(entry => entry.From.Length > 0).ToList();
        var transfers = client.Operations.Where(operation => operation.Command is Transfer or OpenVault).ToList();
        Assert.Equal(transfers.Select(operation => operation.Command.Operation).Order(), credits.Select(entry => entry.Operation).Order());
        foreach (var (account, command) in transfers)
        {
            var credit = credits.Single(entry => entry.Operation == command.Operation);
            Assert.Equal((account, -Amount(command)), (credit.From, credit.Amount));
            if (command is Transfer transfer)
                Assert.Equal(transfer.To, credit.Account);
        }

        // Ids are never given out twice.
        Assert.All(credits.Where(entry => !entry.Account.StartsWith('a')).GroupBy(entry => entry.Account), vault => Assert.Single(vault));
        foreach (var pair in credits.GroupBy(entry => (entry.From, entry.Account)))
        {
            var sequences = pair.OrderBy(entry => entry.Version).Select(entry => entry.Sequence).ToList();
            Assert.Equal(sequences.Order(), sequences);
        }
    }

    private static void CheckReminders(Client client, List<EntryRow> entries)
    {
        foreach (var (_, command) in client.Operations.Where(operation => operation.Command is Remind))
        {
            var entry = entries.Single(entry => entry.Operation == command.Operation);
            Assert.True(entry.Ticks >= entry.Sequence, $"{command} came too early.");
        }
    }

    private static void CheckBalances(MemoryStore store, List<EntryRow> entries)
    {
        var accounts = Read(store, Tables.Accounts);
        var sums = entries.GroupBy(entry => entry.Account)
            .Select(group => new AccountRow(group.Key, group.Sum(entry => entry.Amount), group.Count()));
        Assert.Equal(sums.OrderBy(row => row.Name, StringComparer.Ordinal), accounts.OrderBy(row => row.Name, StringComparer.Ordinal));
        foreach (var account in entries.GroupBy(entry => entry.Account))
            Assert.Equal(Enumerable.Range(1, account.Count()).Select(i => (long)i), account.Select(entry => entry.Version).Order());
    }

    private static long Amount(BankCommand command) => command switch
    {
        Deposit deposit => deposit.Amount,
        Transfer transfer => -transfer.Amount,
        OpenVault vault => -vault.Amount,
        Remind remind => remind.Amount,
        _ => throw new ArgumentException($"Unknown command {command}."),
    };

    private static List<TRow> Read<TRow>(MemoryStore store, Table<TRow> table) where TRow : class
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(table, RowRange.All)];
    }
}
