using System.Text.Json;

namespace Stepwell.Conformance.Tests;

/// <summary>
/// The cases that are left out, with the reason. An exclusion holds for each case that has one of its ids, needs, features, types or
/// operations, except for those that it names because they pass nevertheless.
/// </summary>
internal sealed record Exclusions(IReadOnlyList<Exclusion> Permanent, IReadOnlyList<Exclusion> Temporary)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public IEnumerable<Exclusion> All => Permanent.Concat(Temporary);

    public static Exclusions Load() =>
        JsonSerializer.Deserialize<Exclusions>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "exclusions.json")), Options)!;

    /// <summary>Why a case is left out; null for a case that must pass.</summary>
    public string? ReasonFor(Case recorded) => All.FirstOrDefault(exclusion => exclusion.Covers(recorded))?.Reason;
}

internal sealed record Exclusion(
    string Reason,
    IReadOnlyList<string>? Ids = null,
    IReadOnlyList<string>? Needs = null,
    IReadOnlyList<string>? Features = null,
    IReadOnlyList<string>? Types = null,
    IReadOnlyList<string>? Operations = null,
    IReadOnlyList<string>? Except = null)
{
    public bool Covers(Case recorded) => Applies(recorded) && !(Except ?? []).Contains(recorded.Id);

    private bool Applies(Case recorded) =>
        (Ids ?? []).Contains(recorded.Id)
        || recorded.Needs.Overlaps(Needs ?? [])
        || recorded.Features.Overlaps(Features ?? [])
        || recorded.Types.Overlaps(Types ?? [])
        || recorded.Operations.Overlaps(Operations ?? []);
}
