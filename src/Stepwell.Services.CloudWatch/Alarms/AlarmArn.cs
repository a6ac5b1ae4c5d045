namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>ARNs of alarms: <c>arn:aws:cloudwatch:region:account:alarm:name</c>.</summary>
internal readonly record struct AlarmArn(string Scope, string Name)
{
    private const string Type = "alarm";

    public override string ToString() => $"arn:aws:cloudwatch:{Scope}:{Type}:{Name}";

    public static bool TryParse(string text, out AlarmArn arn)
    {
        arn = default;
        var parts = text.Split(':', 7);
        if (parts is not ["arn", { Length: > 0 }, "cloudwatch", var region, var account, Type, { Length: > 0 } name])
            return false;
        arn = new AlarmArn($"{region}:{account}", name);
        return true;
    }
}
