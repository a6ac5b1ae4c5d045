using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Parsing;

/// <summary>Short forms for tests: small machines in, findings or states out.</summary>
internal static class Judged
{
    /// <summary>Errors as <c>CODE: message at /location</c>, joined by line breaks; empty for a sound definition.</summary>
    public static string Errors(string definition, StateMachineType type = StateMachineType.Standard)
    {
        var parsed = DefinitionParser.Parse(definition, type);
        var errors = parsed.Findings.Where(finding => finding.Severity == FindingSeverity.Error).ToList();
        Assert.Equal(parsed.Machine is null, errors.Count > 0);
        return string.Join('\n', errors.Select(finding => $"{finding.Code}: {finding.Message} at {finding.Location}"));
    }

    /// <summary>Errors of a machine with the one state <c>S</c>.</summary>
    public static string ErrorsOfState(string state, StateMachineType type = StateMachineType.Standard) => Errors(Machine(state), type);

    /// <summary>The one state of a sound machine.</summary>
    public static T State<T>(string state, StateMachineType type = StateMachineType.Standard)
        where T : State
    {
        var parsed = DefinitionParser.Parse(Machine(state), type);
        Assert.True(parsed.Machine is not null, InvalidDefinition.Message(parsed.Findings));
        return Assert.IsType<T>(parsed.Machine.Graph["S"]);
    }

    public static string Machine(string state) => $$$$"""{"StartAt":"S","States":{"S":{{{{state}}}}}}""";

    public static string Schema(string message, string location) => $"SCHEMA_VALIDATION_FAILED: {message} at {location}";
}
