namespace Stepwell.Examples.Orders;

/// <summary>A failure that the workflow knows by name: it retries, compensates or gives up depending on it.</summary>
internal sealed class TaskFailureException(string error, string cause) : Exception(cause)
{
    public string Error => error;
}
