using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using Stepwell.Wire;
using StateMachineType = Stepwell.States.Definition.StateMachineType;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Checks of definitions from which nothing is made.</summary>
public sealed partial class StepFunctionsService
{
    /// <summary>
    /// Default and maximum of <c>maxResults</c>; 0 means the default.
    /// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
    /// </summary>
    private const int MaxDiagnostics = 100;

    /// <remarks>Warnings never make the result FAIL, and are shown only to those who ask for that severity.</remarks>
    public override ValueTask<ValidateStateMachineDefinitionOutput> ValidateStateMachineDefinition(
        ValidateStateMachineDefinitionInput input, RequestContext context)
    {
        var parsed = DefinitionParser.Parse(input.Definition, TypeNamed(input.Type));
        var limit = input.MaxResults is > 0 and var asked ? asked : MaxDiagnostics;
        var shown = parsed.Findings
            .Where(finding => finding.Severity == FindingSeverity.Error || input.Severity == "WARNING")
            .Take(limit + 1)
            .ToList();
        return new(new ValidateStateMachineDefinitionOutput
        {
            Result = parsed.Machine is null ? "FAIL" : "OK",
            Diagnostics = [.. shown.Take(limit).Select(Diagnostic)],
            Truncated = shown.Count > limit,
        });
    }

    private static ValidateStateMachineDefinitionDiagnostic Diagnostic(Finding finding) => new()
    {
        Severity = finding.Severity == FindingSeverity.Error ? "ERROR" : "WARNING",
        Code = finding.Code,
        Message = finding.Message,
        Location = finding.Location.Length > 0 ? finding.Location : null,
    };

    private static StateMachineType TypeNamed(string? type) =>
        type == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard;
}
