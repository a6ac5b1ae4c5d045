namespace Stepwell.Simulation.Workflows;

/// <summary>Names that the simulated clients use.</summary>
internal static class Arns
{
    public const string AccountId = "000000000000";
    public const string Region = "us-east-1";
    public const string Role = "arn:aws:iam::000000000000:role/simulated";

    /// <summary>The fake integration: <see cref="Worlds.Outside"/>.</summary>
    public const string Call = "arn:aws:states:::aws-sdk:ses:sendEmail";

    public static readonly string[] Activities = ["left", "right"];

    public static string Activity(string name) => $"arn:aws:states:{Region}:{AccountId}:activity:{name}";

    public static string StateMachine(string name) => $"arn:aws:states:{Region}:{AccountId}:stateMachine:{name}";

    public static string Execution(string machine, string name) => $"arn:aws:states:{Region}:{AccountId}:execution:{machine}:{name}";
}
