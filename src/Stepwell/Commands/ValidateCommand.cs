using System.CommandLine;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.Commands;

/// <summary><c>stepwell validate</c>: what the service would say about a definition, without a server.</summary>
internal static class ValidateCommand
{
    private const string StandardInput = "-";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Definition in the Amazon States Language; - reads standard input." };
        var type = new Option<string>("--type") { Description = "Of the state machine.", DefaultValueFactory = _ => "STANDARD" };
        type.AcceptOnlyFromAmong("STANDARD", "EXPRESS");
        var format = new Option<string>("--format")
        {
            Description = "text: a line for each finding; json: what ValidateStateMachineDefinition answers.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("validate", "Check a state machine definition. Exit code 1 when there are errors.") { file, type, format };
        command.SetAction(parsed =>
            Run(parsed.GetValue(file)!, isExpress: parsed.GetValue(type) == "EXPRESS", asJson: parsed.GetValue(format) == "json"));
        return command;
    }

    private static int Run(string file, bool isExpress, bool asJson)
    {
        ParsedDefinition parsed;
        try
        {
            parsed = DefinitionParser.Parse(Read(file), isExpress ? StateMachineType.Express : StateMachineType.Standard);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"stepwell: {e.Message}");
            return 1;
        }

        if (asJson) Console.Out.WriteLine(Json(parsed));
        else foreach (var finding in parsed.Findings) Console.Out.WriteLine(Line(file, finding));
        return parsed.Machine is null ? 1 : 0;
    }

    private static byte[] Read(string file)
    {
        if (file != StandardInput) return File.ReadAllBytes(file);
        using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Line(string file, Finding finding)
    {
        var place = finding.Location.Length > 0 ? $" at {finding.Location}" : "";
        return $"{file}: {NameOf(finding.Severity)} {finding.Code}{place}: {finding.Message}";
    }

    private static JsonValue Json(ParsedDefinition parsed)
    {
        var answer = new JsonObjectBuilder();
        answer.Add("result", JsonValue.String(parsed.Machine is null ? "FAIL" : "OK"));
        answer.Add("diagnostics", JsonValue.Array([.. parsed.Findings.Select(Diagnostic)]));
        answer.Add("truncated", JsonValue.False);
        return answer.Build();
    }

    private static JsonValue Diagnostic(Finding finding)
    {
        var members = new JsonObjectBuilder();
        members.Add("severity", JsonValue.String(NameOf(finding.Severity)));
        members.Add("code", JsonValue.String(finding.Code));
        members.Add("message", JsonValue.String(finding.Message));
        if (finding.Location.Length > 0) members.Add("location", JsonValue.String(finding.Location));
        return members.Build();
    }

    private static string NameOf(FindingSeverity severity) => severity == FindingSeverity.Error ? "ERROR" : "WARNING";
}
