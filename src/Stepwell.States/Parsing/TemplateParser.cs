using Stepwell.Expressions;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Payload templates: JSON in which a field whose name ends in <c>.$</c> holds a path or an intrinsic function.</summary>
internal static class TemplateParser
{
    private const string DynamicSuffix = ".$";

    /// <summary>Null when the field is absent, after a finding, and for JSONata, which has no templates.</summary>
    public static PayloadTemplate? Read(Fields fields, string name)
    {
        var value = fields[name];
        if (value.IsMissing || fields.Language == QueryLanguage.Jsonata) return null;
        var isSound = Check(value, fields.At(name), fields.Findings);
        if (PayloadTemplate.TryParse(value, out var template, out var errors)) return template;
        if (isSound) fields.Refuse(name, errors[0].Message);
        return null;
    }

    /// <summary>Whether the text reads like a path or a function call that somebody meant to be evaluated.</summary>
    public static bool LooksDynamic(string text) =>
        text.StartsWith("$.", StringComparison.Ordinal)
        || text.StartsWith("$$.", StringComparison.Ordinal)
        || text.StartsWith("$[", StringComparison.Ordinal)
        || (text.StartsWith("States.", StringComparison.Ordinal) && text.EndsWith(')'));

    /// <summary>An object that either query language can fill.</summary>
    public static TemplateField? Field(Fields fields, string name)
    {
        if (Read(fields, name) is { } template) return new TemplateField.JsonPath(template);
        return JsonataParser.Object(fields, name) is { } jsonata ? new TemplateField.Jsonata(jsonata) : null;
    }

    /// <summary>Whether some string in the value reads like a path that somebody meant to be evaluated.</summary>
    public static bool LooksDynamic(JsonValue value) => value.Kind switch
    {
        JsonKind.String => LooksDynamic(value.GetString()),
        JsonKind.Array => value.Items.Any(LooksDynamic),
        JsonKind.Object => value.Members.Any(member => LooksDynamic(member.Value)),
        _ => false,
    };

    private static bool Check(JsonValue value, Place place, Findings findings)
    {
        var sound = true;
        if (value.IsArray)
        {
            var index = 0;
            foreach (var item in value.Items) sound &= Check(item, place[index++], findings);
        }

        foreach (var (name, member) in value.Members)
        {
            if (name.EndsWith(DynamicSuffix, StringComparison.Ordinal)) sound &= CheckDynamic(name, member, value, place, findings);
            else if (member.IsArray || member.IsObject) sound &= Check(member, place[name], findings);
            else CheckStatic(name, member, place, findings);
        }

        return sound;
    }

    private static bool CheckDynamic(string name, JsonValue value, JsonValue siblings, Place place, Findings findings)
    {
        if (!value.IsString || !Expression.TryParse(value.GetString(), out _, out SyntaxError _))
        {
            findings.Schema($"The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call", place);
            return false;
        }

        var staticName = name[..^DynamicSuffix.Length];
        if (siblings[staticName].IsMissing) return true;
        findings.Schema($"The fields '{staticName}' and '{name}' name the same field of the result", place);
        return false;
    }

    private static void CheckStatic(string name, JsonValue value, Place place, Findings findings)
    {
        if (value.IsString && LooksDynamic(value.GetString()))
        {
            findings.Warning(
                FindingCodes.NoDollar,
                $"The value of '{name}' looks like a JSONPath or intrinsic function, but the field name does not end in '.$'",
                place);
        }
    }
}
