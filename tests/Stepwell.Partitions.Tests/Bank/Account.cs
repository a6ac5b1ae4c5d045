using Stepwell.Store;

namespace Stepwell.Partitions.Tests.Bank;

/// <summary>
/// An account, or a vault when it is addressed by an id: a journal, a snapshot, messages to others, and reminders. It knows the
/// operations it has seen, but takes every message at its word: that none comes twice is the runtime's promise.
/// </summary>
internal sealed class Account : IEntity
{
    private readonly string _name;
    private readonly HashSet<long> _operations;
    private readonly SortedSet<(long DueTicks, long Operation, long Amount)> _reminders;
    private long _balance;
    private long _version;

    public Account(EntityAddress address, IStoreReader reader)
    {
        _name = address.Key ?? address.Id.ToString();
        if (reader.Find(Tables.Accounts, _name) is { } row)
            (_balance, _version) = (row.Balance, row.Version);
        var range = new RowRange { Prefix = [_name] };
        _reminders = [.. reader.Range(Tables.Reminders, range).Select(reminder => (reminder.DueTicks, reminder.Operation, reminder.Amount))];
        _operations =
        [
            .. reader.Range(Tables.Entries, range).Where(entry => entry.From.Length == 0).Select(entry => entry.Operation),
            .. _reminders.Select(reminder => reminder.Operation),
        ];
    }

    public void Handle(object command, IActivation activation)
    {
        switch (command)
        {
            case BankCommand asked:
                if (_operations.Add(asked.Operation))
                    Execute(asked, activation);
                activation.Reply(new Statement(_balance, _version));
                break;
            case Read:
                activation.Reply(new Statement(_balance, _version));
                break;
            case Credit credit:
                Book(credit.Operation, credit.Amount, credit.From, credit.Sequence, activation);
                break;
            case Wake:
                BookReminders(activation);
                break;
            default:
                throw new ArgumentException($"Unknown command {command}.");
        }
    }

    private void Execute(BankCommand command, IActivation activation)
    {
        switch (command)
        {
            case Deposit deposit:
                Book(deposit.Operation, deposit.Amount, "", 0, activation);
                break;
            case Transfer transfer:
                Book(transfer.Operation, -transfer.Amount, "", 0, activation);
                activation.Send(AccountKind.Address(transfer.To), new Credit(transfer.Operation, _name, _version, transfer.Amount));
                break;
            case OpenVault vault:
                Book(vault.Operation, -vault.Amount, "", 0, activation);
                activation.Send(
                    new EntityAddress(AccountKind.KindName, activation.NewId()), new Credit(vault.Operation, _name, _version, vault.Amount));
                break;
            case Remind remind:
                var due = activation.Now + remind.Delay;
                _reminders.Add((due.UtcTicks, remind.Operation, remind.Amount));
                activation.Insert(Tables.Reminders, new ReminderRow(_name, due.UtcTicks, remind.Operation, remind.Amount));
                SetWake(activation);
                break;
            default:
                throw new ArgumentException($"Unknown command {command}.");
        }
    }

    private void BookReminders(IActivation activation)
    {
        while (_reminders.Count > 0 && _reminders.Min is var reminder && reminder.DueTicks <= activation.Now.UtcTicks)
        {
            _reminders.Remove(reminder);
            activation.DeleteKey(Tables.Reminders, _name, reminder.DueTicks, reminder.Operation);
            Book(reminder.Operation, reminder.Amount, "", reminder.DueTicks, activation);
        }

        SetWake(activation);
    }

    private void SetWake(IActivation activation) => activation.WakeAt(
        _reminders.Count > 0 ? new DateTimeOffset(_reminders.Min.DueTicks, TimeSpan.Zero) : null);

    private void Book(long operation, long amount, string from, long sequence, IActivation activation)
    {
        _balance += amount;
        _version++;
        activation.Append(Tables.Entries, new EntryRow(_name, _version, operation, amount, from, sequence, activation.Now.UtcTicks));
        activation.Upsert(Tables.Accounts, new AccountRow(_name, _balance, _version));
    }
}
