using System.Collections.Immutable;
using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Expressions.Templates;

/// <summary>Turns JSON into a template and collects what is wrong with it. For one template.</summary>
internal sealed class TemplateCompiler
{
    private const string Suffix = ".$";

    private readonly ImmutableArray<TemplateError>.Builder _errors = ImmutableArray.CreateBuilder<TemplateError>();

    public ImmutableArray<TemplateError> Errors => _errors.ToImmutable();

    public TemplateNode Compile(JsonValue json) => Compile(json.Compact(), location: string.Empty);

    private TemplateNode Compile(JsonValue json, string location) => json.Kind switch
    {
        JsonKind.Object => CompileObject(json, location),
        JsonKind.Array => CompileArray(json, location),
        _ => new TemplateNode.Static(json),
    };

    private TemplateNode CompileObject(JsonValue json, string location)
    {
        var members = ImmutableArray.CreateBuilder<(JsonValue, TemplateNode)>(json.Count);
        var isStatic = true;
        foreach (var (name, value) in json.Members)
        {
            var isDynamic = name.EndsWith(Suffix, StringComparison.Ordinal);
            var node = isDynamic ? CompileExpression(name, value, location) : Compile(value, $"{location}/{Escape(name)}");
            isStatic &= node is TemplateNode.Static;
            members.Add((JsonValue.String(isDynamic ? name[..^Suffix.Length] : name), node));
        }

        return isStatic ? new TemplateNode.Static(json) : new TemplateNode.Object(members.ToImmutable());
    }

    private TemplateNode CompileArray(JsonValue json, string location)
    {
        var items = ImmutableArray.CreateBuilder<TemplateNode>(json.Count);
        foreach (var item in json.Items) items.Add(Compile(item, $"{location}/{items.Count.ToString(CultureInfo.InvariantCulture)}"));
        return items.All(item => item is TemplateNode.Static) ? new TemplateNode.Static(json) : new TemplateNode.Array(items.ToImmutable());
    }

    private TemplateNode CompileExpression(string name, JsonValue value, string location)
    {
        var error = new SyntaxError(0, "Expected a string.");
        if (value.IsString && Expression.TryParse(value.GetString(), out var expression, out error))
        {
            return new TemplateNode.Dynamic(name, expression);
        }

        _errors.Add(new TemplateError(location, name, error));
        return new TemplateNode.Static(value);
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
