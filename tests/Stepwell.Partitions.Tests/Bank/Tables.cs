using Stepwell.Store;

namespace Stepwell.Partitions.Tests.Bank;

internal sealed record AccountRow(string Name, long Balance, long Version);

/// <param name="From">Whom a credit is from; empty for the account's own operations.</param>
/// <param name="Sequence">Of the credit's message; for a reminder, the ticks when it was due.</param>
internal sealed record EntryRow(string Account, long Version, long Operation, long Amount, string From, long Sequence, long Ticks);

internal sealed record ReminderRow(string Account, long DueTicks, long Operation, long Amount);

internal static class Tables
{
    public static readonly Table<AccountRow> Accounts = new(
        "accounts",
        TableLayout.Append,
        key: ["name"],
        columns:
        [
            Column.Text<AccountRow>("name", row => row.Name),
            Column.Integer<AccountRow>("balance", row => row.Balance),
            Column.Integer<AccountRow>("version", row => row.Version),
        ],
        read: row => new AccountRow(row.Text(0), row.Integer(1), row.Integer(2)));

    public static readonly Table<EntryRow> Entries = new(
        "entries",
        TableLayout.Append,
        key: ["account", "version"],
        columns:
        [
            Column.Text<EntryRow>("account", row => row.Account),
            Column.Integer<EntryRow>("version", row => row.Version),
            Column.Integer<EntryRow>("operation", row => row.Operation),
            Column.Integer<EntryRow>("amount", row => row.Amount),
            Column.Text<EntryRow>("sender", row => row.From),
            Column.Integer<EntryRow>("sequence", row => row.Sequence),
            Column.Integer<EntryRow>("ticks", row => row.Ticks),
        ],
        read: row => new EntryRow(
            row.Text(0), row.Integer(1), row.Integer(2), row.Integer(3), row.Text(4), row.Integer(5), row.Integer(6)));

    public static readonly Table<ReminderRow> Reminders = new(
        "reminders",
        TableLayout.Clustered,
        key: ["account", "due_ticks", "operation"],
        columns:
        [
            Column.Text<ReminderRow>("account", row => row.Account),
            Column.Integer<ReminderRow>("due_ticks", row => row.DueTicks),
            Column.Integer<ReminderRow>("operation", row => row.Operation),
            Column.Integer<ReminderRow>("amount", row => row.Amount),
        ],
        read: row => new ReminderRow(row.Text(0), row.Integer(1), row.Integer(2), row.Integer(3)));

    public static readonly StoreSchema Schema = new([.. PartitionTables.All, Accounts, Entries, Reminders]);
}
