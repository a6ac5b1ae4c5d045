namespace Stepwell.Services.StepFunctions.Naming;

/// <summary>An ARN of this service, taken apart: <c>arn:aws:states:region:account:type:name[:more]</c>.</summary>
internal readonly record struct StatesArn(string Text, string Region, string AccountId, string ResourceType, string Resource)
{
    public const string StateMachine = "stateMachine";
    public const string Execution = "execution";
    public const string Express = "express";
    public const string Activity = "activity";
    public const string MapRun = "mapRun";

    public static string Scope(string region, string accountId) => $"{region}:{accountId}";

    public static string Of(string region, string accountId, string resourceType, string resource) =>
        $"arn:aws:states:{region}:{accountId}:{resourceType}:{resource}";

    /// <summary>The state machine of an execution or a Map Run: <c>…:execution:machine:id</c>, <c>…:mapRun:machine/label:id</c>.</summary>
    public static string StateMachineOf(string arn)
    {
        var parts = arn.Split(':');
        return Of(parts[3], parts[4], StateMachine, parts[6]);
    }

    public static bool TryParse(string text, out StatesArn arn)
    {
        arn = default;
        var parts = text.Split(':', 7);
        if (parts.Length < 7 || parts[0] != "arn" || parts[2] != "states" || parts[6].Length == 0)
            return false;
        arn = new StatesArn(text, parts[3], parts[4], parts[5], parts[6]);
        return true;
    }
}
