using System.Text;
using System.Text.Unicode;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>
/// Reads Amazon States Language definitions and says of a wrong one what CreateStateMachine and ValidateStateMachineDefinition say.
/// Never throws, whatever the text. Sources: https://states-language.net, the AWS Step Functions developer guide, and answers of the
/// service itself, recorded or reported by others.
/// </summary>
/// <remarks>
/// No answer of the service is known for these, so the words are ours: a field that is both static and dynamic, a heartbeat not shorter
/// than the timeout, a variable of an outer scope, forbidden characters in labels, nesting too deep for JSON, and warnings. Of the
/// service's texts, those about paths that are no reference paths may go on after what is said here.
/// </remarks>
public static class DefinitionParser
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    public static ParsedDefinition Parse(string definition, StateMachineType type)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var findings = new Findings();
        var value = DefinitionText.Read(definition, findings);
        var machine = value.IsObject ? ParseMachine(value, type, findings) : null;
        return new ParsedDefinition(findings.HasErrors ? null : machine, findings.ToImmutable());
    }

    /// <summary>As above, of bytes from a file or a stream: UTF-8, with or without a byte order mark.</summary>
    public static ParsedDefinition Parse(ReadOnlySpan<byte> utf8, StateMachineType type)
    {
        if (Utf8.IsValid(utf8)) return Parse(Encoding.UTF8.GetString(utf8.StartsWith(ByteOrderMark) ? utf8[3..] : utf8), type);
        var findings = new Findings();
        findings.Error(FindingCodes.InvalidJson, "The definition is not UTF-8", string.Empty);
        return new ParsedDefinition(Machine: null, findings.ToImmutable());
    }

    private static StateMachine? ParseMachine(JsonValue value, StateMachineType type, Findings findings)
    {
        var language = Languages.Of(value, inherited: QueryLanguage.JsonPath);
        var fields = Fields.Of(value, Place.Root, language, findings)!;
        var scope = new DefinitionScope(language, findings);
        fields.Require("States", "StartAt");
        fields.Allow(FieldNames.Machine);
        Languages.Check(fields);
        var version = fields.OneOf("Version", "1.0");
        var comment = fields.Text("Comment");
        var timeoutSeconds = fields.Integer("TimeoutSeconds");
        var graph = GraphParser.Parse(fields, type, outer: null, scope);
        if (findings.HasErrors) return null;

        foreach (var outline in scope.Graphs) GraphChecks.Check(outline, findings);
        return graph is null ? null : new StateMachine(graph, comment, version, language, timeoutSeconds);
    }
}
