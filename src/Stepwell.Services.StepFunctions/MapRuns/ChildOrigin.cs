using System.Globalization;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>
/// Which item of which Map Run a child execution works for. As text it takes the place of the task that starts other executions.
/// </summary>
/// <param name="StateName">The Map state whose item processor the child runs.</param>
/// <param name="WantsDetails">Whether the Map Run wants to know more of the child than its output.</param>
internal sealed record ChildOrigin(long Number, long ItemCount, string MapRunArn, string StateName, bool WantsDetails)
{
    private const string Prefix = "map/";

    public string Format() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Number}/{ItemCount}/{(WantsDetails ? 1 : 0)}/{MapRunArn.Length}/{MapRunArn}{StateName}");

    /// <summary>Null for executions that something else has started.</summary>
    public static ChildOrigin? Parse(string? text)
    {
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var parts = text.Split('/', 6);
        var arnLength = int.Parse(parts[4], CultureInfo.InvariantCulture);
        return new ChildOrigin(
            long.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture),
            parts[5][..arnLength],
            parts[5][arnLength..],
            parts[3] == "1");
    }
}
