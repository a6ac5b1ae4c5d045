namespace Stepwell.Simulation.Workflows;

/// <summary>Whether one of a state's expressions is to fail.</summary>
internal enum Breakage
{
    None,

    /// <summary>With an error that catchers see.</summary>
    Catchable,

    /// <summary>In JSONPath with one that ends the execution at once.</summary>
    Fatal,
}
