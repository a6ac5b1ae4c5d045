using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Findings as the text of the error that CreateStateMachine and UpdateStateMachine answer with.</summary>
public static class InvalidDefinition
{
    /// <summary>
    /// <c>Invalid State Machine Definition: 'CODE: message at /location, …'</c>; where there is no location, the service says null.
    /// </summary>
    public static string Message(IEnumerable<Finding> findings)
    {
        var errors = findings
            .Where(finding => finding.Severity == FindingSeverity.Error)
            .Select(finding => $"{finding.Code}: {finding.Message} at {(finding.Location.Length > 0 ? finding.Location : "null")}");
        return $"Invalid State Machine Definition: '{string.Join(", ", errors)}'";
    }
}
