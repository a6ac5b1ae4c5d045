using Stepwell.Json;

namespace Stepwell.Expressions.Templates;

internal static class JsonataNodeEvaluator
{
    public static JsonataEvaluation Evaluate(JsonataNode node, in JsonataScope scope) => node switch
    {
        JsonataNode.Static part => part.Value,
        JsonataNode.Dynamic dynamic => Evaluate(dynamic, scope),
        JsonataNode.Object members => Evaluate(members, scope),
        JsonataNode.Array items => Evaluate(items, scope),
        _ => throw new InvalidOperationException($"No such part of a template: {node}."),
    };

    private static JsonataEvaluation Evaluate(JsonataNode.Dynamic dynamic, in JsonataScope scope)
    {
        var (value, error, isFunction) = dynamic.Expression.Evaluate(scope);
        if (error is not null) return JsonataFailure.Threw(dynamic.Location, dynamic.Expression, error);
        if (isFunction) return JsonataFailure.Unsupported(dynamic.Location, dynamic.Expression);
        return value.IsMissing ? JsonataFailure.Undefined(dynamic.Location, dynamic.Expression) : value.Compact();
    }

    private static JsonataEvaluation Evaluate(JsonataNode.Object node, in JsonataScope scope)
    {
        var members = new JsonObjectBuilder();
        foreach (var (name, part) in node.Members)
        {
            var value = Evaluate(part, scope);
            if (value.Failed) return value;
            members.Add(name, value.Value);
        }

        return members.Build();
    }

    private static JsonataEvaluation Evaluate(JsonataNode.Array node, in JsonataScope scope)
    {
        var items = new JsonArrayBuilder();
        foreach (var part in node.Items)
        {
            var value = Evaluate(part, scope);
            if (value.Failed) return value;
            items.Add(value.Value);
        }

        return items.Build();
    }
}
