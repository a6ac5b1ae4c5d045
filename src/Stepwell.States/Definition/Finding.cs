using System.Collections.Immutable;

namespace Stepwell.States.Definition;

/// <summary>What the parser has to say about a definition, in AWS's words where AWS has them.</summary>
/// <param name="Code">For example <c>SCHEMA_VALIDATION_FAILED</c>, <c>MISSING_TRANSITION_TARGET</c>, <c>INVALID_JSON_DESCRIPTION</c>.</param>
/// <param name="Location">JSON pointer of the place (<c>/States/A/Next</c>); empty where AWS gives none.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string Message, string Location);

public enum FindingSeverity
{
    Error,
    Warning,
}

/// <param name="Machine">Null when there is at least one finding of severity <see cref="FindingSeverity.Error"/>.</param>
public sealed record ParsedDefinition(StateMachine? Machine, ImmutableArray<Finding> Findings);
