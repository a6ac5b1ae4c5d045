namespace Stepwell.Wire;

/// <summary>Whose fault an error is. Clients retry the server's faults.</summary>
public enum Fault
{
    Client,
    Server,
}
