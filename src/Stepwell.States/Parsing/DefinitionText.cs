using Stepwell.Json;

namespace Stepwell.States.Parsing;

/// <summary>From the text of a definition to its JSON object, or the finding that says why it is none.</summary>
internal static class DefinitionText
{
    private static readonly JsonParseOptions Options = JsonParseOptions.Default;

    /// <summary>
    /// The definition's object, or missing after a finding. Names that an object has twice are an error here, unlike in data.
    /// </summary>
    public static JsonValue Read(string definition, Findings findings)
    {
        if (definition.Length > Limits.DefinitionLength)
        {
            findings.Error(FindingCodes.Schema, $"Definition cannot be longer than {Limits.DefinitionLength} characters", string.Empty);
            return default;
        }

        if (JsonSyntax.FirstError(definition, Options.MaxDepth) is { } error)
        {
            Report(definition, error, findings);
            return default;
        }

        if (JsonValue.TryParse(definition, Options, out var value, out var problem) && value.IsObject) return value;

        if (value.IsMissing && !string.IsNullOrWhiteSpace(definition))
            findings.Error(FindingCodes.InvalidJson, problem.Message, string.Empty);
        else
            findings.Error(FindingCodes.Schema, "Definition must be a valid JSON object", string.Empty);
        return default;
    }

    private static void Report(string definition, JsonSyntaxError error, Findings findings)
    {
        if (error.IsTooDeep)
        {
            findings.Error(FindingCodes.TooDeeplyNested, error.Message, string.Empty);
            return;
        }

        var location = SourceLocation.Of(definition, error.Offset);
        findings.Error(FindingCodes.InvalidJson, $"{error.Message}\n at {location}", location);
    }
}
