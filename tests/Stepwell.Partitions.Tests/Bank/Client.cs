namespace Stepwell.Partitions.Tests.Bank;

/// <summary>
/// Asks for a fixed list of operations and repeats each until it is acknowledged. Remembers what it was told, to hold the bank to it.
/// </summary>
internal sealed class Client
{
    private readonly List<(string Account, BankCommand Command)> _open;
    private readonly List<(string Account, BankCommand? Command, Task<Statement> Reply)> _underWay = [];
    private readonly Dictionary<string, long> _seenVersions = [];

    public Client(Random random, int accountCount, int operationCount)
    {
        Operations = [.. Enumerable.Range(1, operationCount).Select(operation => Draw(random, accountCount, operation))];
        _open = [.. Operations];
    }

    public IReadOnlyList<(string Account, BankCommand Command)> Operations { get; }

    public List<(string Account, BankCommand Command)> Acknowledged { get; } = [];

    public bool IsDone => Acknowledged.Count == Operations.Count;

    public string Account(Random random, int accountCount) => $"a{random.Next(accountCount)}";

    /// <returns>What it asked, for the trace.</returns>
    public string AskNext(PartitionRuntime runtime, Random random)
    {
        var (account, command) = _open.Count == 0 ? (Operations[random.Next(Operations.Count)].Account, null) : Take(random);
        _underWay.Add((account, command, runtime.Ask<Statement>(AccountKind.Address(account), (object?)command ?? new Read()).AsTask()));
        return $"{account} {command}";

        (string Account, BankCommand? Command) Take(Random random)
        {
            // Some impatience: an operation may be asked for while an earlier one is still under way.
            var index = random.Next(_open.Count);
            var next = _open[index];
            _open.RemoveAt(index);
            return next;
        }
    }

    /// <summary>Takes the answers that have come.</summary>
    public IEnumerable<string> Collect()
    {
        for (var i = 0; i < _underWay.Count; i++)
        {
            var (account, command, reply) = _underWay[i];
            if (!reply.IsCompleted)
                continue;

            _underWay.RemoveAt(i--);
            if (reply.IsCompletedSuccessfully)
            {
                Note(account, command, reply.Result);
                yield return $"{command?.Operation} {reply.Result}";
            }
            else
            {
                Assert.IsAssignableFrom<PartitionException>(reply.Exception?.InnerException);
                if (command is not null)
                    _open.Add((account, command));
                yield return $"{command?.Operation} {reply.Exception?.InnerException?.Message}";
            }
        }
    }

    /// <summary>The server died: what was under way is asked again.</summary>
    public void LoseConnections()
    {
        foreach (var (account, command, _) in _underWay)
        {
            if (command is not null)
                _open.Add((account, command));
        }

        _underWay.Clear();
    }

    private void Note(string account, BankCommand? command, Statement statement)
    {
        Assert.True(
            statement.Version >= _seenVersions.GetValueOrDefault(account),
            $"Account {account} went back from version {_seenVersions.GetValueOrDefault(account)} to {statement.Version}.");
        _seenVersions[account] = statement.Version;
        if (command is not null)
            Acknowledged.Add((account, command));
    }

    private (string Account, BankCommand Command) Draw(Random random, int accountCount, long operation)
    {
        var amount = random.Next(1, 100);
        return (Account(random, accountCount), random.Next(6) switch
        {
            0 or 1 => new Deposit(operation, amount),
            2 or 3 => new Transfer(operation, Account(random, accountCount), amount),
            4 => new Remind(operation, TimeSpan.FromMilliseconds(random.Next(0, 9_000)), amount),
            _ => new OpenVault(operation, amount),
        });
    }
}
