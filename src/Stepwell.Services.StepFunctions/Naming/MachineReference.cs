using System.Globalization;

namespace Stepwell.Services.StepFunctions.Naming;

/// <summary>
/// What a state machine's ARN names: the machine itself, or by a qualifier one of its versions or aliases:
/// <c>…:stateMachine:name[:number|:alias]</c>.
/// </summary>
/// <param name="Arn">As it was given.</param>
/// <param name="MachineArn">Without the qualifier.</param>
/// <param name="Version">Null when the qualifier is no number.</param>
/// <param name="Alias">Null when the qualifier is a number, or missing.</param>
internal sealed record MachineReference(StatesArn Arn, string MachineArn, long? Version, string? Alias)
{
    public bool IsQualified => Version is not null || Alias is not null;

    public string Text => Arn.Text;

    public static MachineReference Of(StatesArn arn)
    {
        var colon = arn.Resource.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new MachineReference(arn, arn.Text, Version: null, Alias: null);
        var qualifier = arn.Resource[(colon + 1)..];
        var machineArn = arn.Text[..^(qualifier.Length + 1)];
        return IsVersion(qualifier, out var version)
            ? new MachineReference(arn, machineArn, version, Alias: null)
            : new MachineReference(arn, machineArn, Version: null, qualifier);
    }

    public static string VersionArn(string machineArn, long version) => string.Create(CultureInfo.InvariantCulture, $"{machineArn}:{version}");

    public static string AliasArn(string machineArn, string alias) => $"{machineArn}:{alias}";

    /// <summary>Versions are written in one way only: 1, not 01.</summary>
    private static bool IsVersion(string qualifier, out long version) =>
        long.TryParse(qualifier, NumberStyles.None, CultureInfo.InvariantCulture, out version) && qualifier[0] != '0';
}
