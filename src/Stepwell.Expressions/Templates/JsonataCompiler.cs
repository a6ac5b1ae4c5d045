using System.Collections.Immutable;
using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Expressions.Templates;

/// <summary>Turns JSON into a JSONata template and collects what is wrong with it. For one template.</summary>
internal sealed class JsonataCompiler
{
    private readonly ImmutableArray<JsonataTemplateError>.Builder _errors = ImmutableArray.CreateBuilder<JsonataTemplateError>();

    public ImmutableArray<JsonataTemplateError> Errors => _errors.ToImmutable();

    public JsonataNode Compile(JsonValue json, string location) => Part(json.Compact(), location);

    private JsonataNode Part(JsonValue json, string location) => json.Kind switch
    {
        JsonKind.Object => Object(json, location),
        JsonKind.Array => Array(json, location),
        JsonKind.String => Text(json, location),
        _ => new JsonataNode.Static(json),
    };

    private JsonataNode Object(JsonValue json, string location)
    {
        var members = ImmutableArray.CreateBuilder<(JsonValue, JsonataNode)>(json.Count);
        var isStatic = true;
        foreach (var member in json.Members)
        {
            var node = Part(member.Value, $"{location}/{member.Name}");
            isStatic &= node is JsonataNode.Static;
            members.Add((member.NameValue, node));
        }

        return isStatic ? new JsonataNode.Static(json) : new JsonataNode.Object(members.ToImmutable());
    }

    private JsonataNode Array(JsonValue json, string location)
    {
        var items = ImmutableArray.CreateBuilder<JsonataNode>(json.Count);
        foreach (var item in json.Items)
            items.Add(Part(item, string.Create(CultureInfo.InvariantCulture, $"{location}[{items.Count}]")));
        return items.All(item => item is JsonataNode.Static) ? new JsonataNode.Static(json) : new JsonataNode.Array(items.ToImmutable());
    }

    private JsonataNode Text(JsonValue json, string location)
    {
        var text = json.GetString();
        if (!JsonataTemplate.IsDelimited(text))
        {
            if (JsonataTemplate.IsHalfDelimited(text)) _errors.Add(new JsonataTemplateError(location, Error: null));
            return new JsonataNode.Static(json);
        }

        if (JsonataExpression.TryParse(text[2..^2].Trim(), JsonataDialect.StepFunctions, out var expression, out var error))
            return new JsonataNode.Dynamic(location, expression);
        _errors.Add(new JsonataTemplateError(location, error));
        return new JsonataNode.Static(json);
    }
}
