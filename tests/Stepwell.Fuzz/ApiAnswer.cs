using Stepwell.Wire;

namespace Stepwell.Fuzz;

internal static class ApiAnswer
{
    /// <summary>False when the API would answer with an error of its own.</summary>
    public static bool IsTaken(Action take)
    {
        try
        {
            take();
            return true;
        }
        catch (AwsException)
        {
            return false;
        }
    }
}
