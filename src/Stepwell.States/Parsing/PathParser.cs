using Stepwell.Expressions;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Fields whose value is a path. Absent fields and, after a finding, wrong ones are null or the default.</summary>
internal static class PathParser
{
    private const string NotAReference = "Value is not a Reference Path";

    /// <summary>InputPath and OutputPath.</summary>
    public static DataPath Data(Fields fields, string name)
    {
        var value = fields[name];
        if (value.IsMissing) return DataPath.Whole;
        if (value.IsNull) return DataPath.Nothing;
        return Path(fields, name) is { } path ? new DataPath.At(path) : DataPath.Whole;
    }

    /// <summary>ResultPath: a place in the input, so neither context object nor variable.</summary>
    public static ResultPath Result(Fields fields)
    {
        var value = fields["ResultPath"];
        if (value.IsMissing) return ResultPath.Whole;
        if (value.IsNull) return ResultPath.Discard;
        if (fields.Text("ResultPath") is not { } text || text == "$") return ResultPath.Whole;
        if (ReferencePath.TryParse(text, out var path, out _)) return new ResultPath.Into(path);
        fields.Refuse("ResultPath", WhyNotReference(text));
        return ResultPath.Whole;
    }

    /// <summary>Any path: of the input, the context object or a variable.</summary>
    public static Expression? Path(Fields fields, string name)
    {
        if (fields.Text(name) is not { } text) return null;
        if (Expression.TryParse(text, out var expression, out SyntaxError _) && expression is Expression.Path) return expression;
        fields.Refuse(name, "Value must be a valid JSONPath.");
        return null;
    }

    /// <summary>A path or an intrinsic function.</summary>
    public static Expression? PathOrFunction(Fields fields, string name)
    {
        if (fields.Text(name) is not { } text) return null;
        if (Expression.TryParse(text, out var expression, out SyntaxError _)) return expression;
        fields.Refuse(name, "Value must be a valid JSONPath.");
        return null;
    }

    /// <summary>
    /// A path that can only select one value. Of these fields just a Choice's operands and a Map's ItemsPath may read the context object.
    /// </summary>
    public static Expression? Reference(Fields fields, string name, bool allowContext = false)
    {
        if (fields.Text(name) is not { } text) return null;
        if (Expression.TryParse(text, out var expression, out SyntaxError _)
            && expression is Expression.Path { JsonPath: var path }
            && path.IsDefinite
            && (allowContext || !path.IsContextPath))
        {
            return expression;
        }

        fields.Refuse(name, WhyNotReference(text));
        return null;
    }

    /// <summary>A warning for text that reads like a path, in a field that takes one under its name with Path at the end.</summary>
    public static void WarnOfPath(Fields fields, string name, string text)
    {
        if (fields.Language == QueryLanguage.Jsonata || !TemplateParser.LooksDynamic(text)) return;
        fields.Findings.Warning(
            FindingCodes.NoPath, $"The value of '{name}' looks like a JSONPath. Did you mean '{name}Path'?", fields.At(name));
    }

    private static string WhyNotReference(string text) =>
        text.StartsWith('$') ? NotAReference : $"{NotAReference}: Reference path didn't start with '$'";
}
