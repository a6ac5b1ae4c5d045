namespace Stepwell.Partitions.Tests.Bank;

/// <summary>What a client asks of an account. Asked again with the same operation, it happens once.</summary>
internal abstract record BankCommand(long Operation);

internal sealed record Deposit(long Operation, long Amount) : BankCommand(Operation);

/// <summary>Takes from the account and sends to another.</summary>
internal sealed record Transfer(long Operation, string To, long Amount) : BankCommand(Operation);

/// <summary>Books an amount later.</summary>
internal sealed record Remind(long Operation, TimeSpan Delay, long Amount) : BankCommand(Operation);

/// <summary>Makes an entity with an id of its own on the same partition.</summary>
internal sealed record OpenVault(long Operation, long Amount) : BankCommand(Operation);

internal sealed record Read;

/// <param name="Version">Of the account when it answered; never seen to go back, whatever crashes.</param>
internal sealed record Statement(long Balance, long Version);

/// <summary>The message of a transfer or of a new vault.</summary>
/// <param name="Sequence">Grows with each message of an account.</param>
internal sealed record Credit(long Operation, string From, long Sequence, long Amount);
