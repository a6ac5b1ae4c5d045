namespace Stepwell.Partitions;

/// <summary>
/// State that one partition owns, and its behaviour. Only its partition's loop calls it, one command at a time, so it needs no locks.
/// </summary>
public interface IEntity
{
    /// <summary>
    /// Decides, writes rows and changes the state in memory, all before it returns; nothing here may wait. Commands are those of callers,
    /// messages of other entities, and <see cref="Wake"/>. What is written and answered is released when it is durable.
    /// </summary>
    /// <remarks>
    /// An exception before the first write fails the command only, so state in memory must not have changed by then. One after it is
    /// a broken invariant: the partition starts anew from what is durable.
    /// </remarks>
    void Handle(object command, IActivation activation);
}

/// <summary>
/// The command an entity gets when its wake-up time has come. It may come early or for something already settled: the entity looks at
/// the clock, does what is due, and calls <see cref="IActivation.WakeAt"/> for what is still ahead.
/// </summary>
public sealed class Wake
{
    public static readonly Wake Instance = new();

    private Wake()
    {
    }
}
