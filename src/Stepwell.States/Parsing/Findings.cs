using System.Collections.Immutable;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// Collects findings in the order in which they are made. Once there are more than the API ever returns (100 diagnostics), or so much
/// text that a hostile definition must be behind it, further ones are only counted as errors.
/// </summary>
internal sealed class Findings
{
    private const int MaxCount = 200;
    private const int MaxLength = 256 * 1024;

    private readonly ImmutableArray<Finding>.Builder _findings = ImmutableArray.CreateBuilder<Finding>();
    private int _length;

    public bool HasErrors { get; private set; }

    private bool IsFull => _findings.Count >= MaxCount || _length >= MaxLength;

    /// <summary>An error of the definition as a whole, or with a location that is no place in it.</summary>
    public void Error(string code, string message, string location)
    {
        HasErrors = true;
        if (!IsFull) Add(new Finding(FindingSeverity.Error, code, message, location));
    }

    public void Error(string code, string message, Place place)
    {
        HasErrors = true;
        if (!IsFull) Add(new Finding(FindingSeverity.Error, code, message, place.ToString()));
    }

    public void Schema(string message, Place place) => Error(FindingCodes.Schema, message, place);

    /// <summary>Leaves room for errors.</summary>
    public void Warning(string code, string message, Place place)
    {
        if (_findings.Count < MaxCount / 2 && _length < MaxLength / 2)
            Add(new Finding(FindingSeverity.Warning, code, message, place.ToString()));
    }

    public ImmutableArray<Finding> ToImmutable() => _findings.ToImmutable();

    private void Add(Finding finding)
    {
        _findings.Add(finding);
        _length += finding.Message.Length + finding.Location.Length;
    }
}
