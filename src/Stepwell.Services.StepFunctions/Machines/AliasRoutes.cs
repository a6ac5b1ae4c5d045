using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>Where an alias leads: to one version, or to two by weights that sum up to 100.</summary>
internal sealed record AliasRoutes(VersionRoute First, VersionRoute? Second)
{
    public static AliasRoutes Of(AliasRow row) => new(
        new VersionRoute(row.FirstVersion, row.FirstWeight),
        row.SecondVersion is { } version ? new VersionRoute(version, row.SecondWeight!.Value) : null);

    public IEnumerable<VersionRoute> All => Second is null ? [First] : [First, Second];

    public bool Names(long version) => First.Version == version || Second?.Version == version;

    /// <summary>The version for one execution.</summary>
    public long Choose(Random random) => Second is null || random.Next(100) < First.Weight ? First.Version : Second.Version;

    public AliasRow Into(AliasRow row) => row with
    {
        FirstVersion = First.Version,
        FirstWeight = First.Weight,
        SecondVersion = Second?.Version,
        SecondWeight = Second?.Weight,
    };
}

/// <param name="Weight">Per cent.</param>
internal sealed record VersionRoute(long Version, long Weight);
