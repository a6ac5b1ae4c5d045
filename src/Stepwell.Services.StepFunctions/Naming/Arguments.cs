using System.Buffers;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Parsing;

namespace Stepwell.Services.StepFunctions.Naming;

/// <summary>Arguments of API calls, checked as the service checks them beyond its model.</summary>
internal static class Arguments
{
    /// <summary>Characters that names must not have, beside white space and control characters.</summary>
    /// <remarks>CreateStateMachine API reference, name.</remarks>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>{}[]?*\"#%\\^|~`$&,;:/");

    /// <exception cref="InvalidNameException">The name has a character that names must not have.</exception>
    public static string Name(string name)
    {
        foreach (var c in name)
            if (char.IsControl(c) || char.IsWhiteSpace(c) || Forbidden.Contains(c))
                throw new InvalidNameException($"Invalid Name: '{name}'");
        return name;
    }

    /// <exception cref="InvalidArnException">The text is no ARN of that kind of resource.</exception>
    public static StatesArn Arn(string text, string resourceType)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
            throw new InvalidArnException($"Invalid Arn: 'Invalid ARN prefix: {text}'");
        if (!StatesArn.TryParse(text, out var arn))
            throw new InvalidArnException($"Invalid Arn: 'Invalid ARN: {text}'");
        return arn.ResourceType == resourceType
            ? arn
            : throw new InvalidArnException($"Invalid Arn: 'Resource type not valid in this context: {arn.ResourceType}'");
    }

    /// <summary>A state machine, one of its versions or one of its aliases.</summary>
    /// <exception cref="InvalidArnException">The text is no ARN of a state machine.</exception>
    /// <exception cref="ValidationException">It names a Distributed Map state within one.</exception>
    public static MachineReference Machine(string text)
    {
        var arn = Arn(text, StatesArn.StateMachine);
        if (arn.Resource.Contains('/', StringComparison.Ordinal))
            throw new ValidationException($"State machine ARN must not refer to a Distributed Map state: '{text}'");
        return MachineReference.Of(arn);
    }

    /// <exception cref="InvalidArnException">The text is no ARN of a version.</exception>
    public static MachineReference Version(string text) => MachineReference.Of(Arn(text, StatesArn.StateMachine)) is { Version: not null } version
        ? version
        : throw new InvalidArnException($"Invalid Arn: 'Invalid state machine version ARN: {text}'");

    /// <exception cref="InvalidArnException">The text is no ARN of an alias.</exception>
    public static MachineReference Alias(string text) => MachineReference.Of(Arn(text, StatesArn.StateMachine)) is { Alias: not null } alias
        ? alias
        : throw new InvalidArnException($"Invalid Arn: 'Invalid state machine alias ARN: {text}'");

    /// <exception cref="InvalidArnException">The text is no ARN of a role.</exception>
    public static string RoleArn(string text)
    {
        var parts = text.Split(':', 6);
        return parts is ["arn", { Length: > 0 }, "iam", "", { Length: 12 }, var role] && role.StartsWith("role/", StringComparison.Ordinal)
            ? text
            : throw new InvalidArnException($"Invalid Role Arn: '{text}'");
    }

    /// <exception cref="InvalidExecutionInputException">The text is not JSON.</exception>
    public static JsonValue Input(string text) => JsonValue.TryParse(text, out var value, out var error)
        ? value
        : throw new InvalidExecutionInputException($"Invalid State Machine Execution Input: '{Describe(error, text, "input")}'");

    /// <exception cref="InvalidOutputException">The text is not JSON.</exception>
    public static JsonValue Output(string text) => JsonValue.TryParse(text, out var value, out var error)
        ? value
        : throw new InvalidOutputException($"Invalid Output: '{Describe(error, text, "output")}'");

    private static string Describe(JsonParseError error, string text, string subject) => JsonComplaint.Of(text, subject)
        ?? $"{error.Message}\n at [Source: (String)\"{text}\"; line: {error.LineNumber}, column: {error.ColumnNumber}]";
}
