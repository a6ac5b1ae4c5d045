namespace Stepwell.Simulation.Worlds;

/// <summary>What goes wrong with the disk and the process.</summary>
internal interface IFaults
{
    /// <summary>The store of the server's next life.</summary>
    /// <param name="before">That of the life that ended with a crash, disposed of; null for the first.</param>
    IDisk Next(IDisk? before, Random random);
}
