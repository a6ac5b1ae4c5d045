using Stepwell.Json;

namespace Stepwell.Expressions.Templates;

internal static class TemplateEvaluator
{
    public static Evaluation Evaluate(TemplateNode node, in EvaluationScope scope) => node switch
    {
        TemplateNode.Static part => part.Value,
        TemplateNode.Dynamic dynamic => Evaluate(dynamic, scope),
        TemplateNode.Object members => Evaluate(members, scope),
        TemplateNode.Array items => Evaluate(items, scope),
        _ => throw new InvalidOperationException($"No such part of a template: {node}."),
    };

    private static Evaluation Evaluate(TemplateNode.Dynamic dynamic, in EvaluationScope scope)
    {
        var evaluation = dynamic.Expression.Evaluate(scope);
        if (evaluation.Failed) return evaluation;
        // The service writes what a template selects anew, where a path alone would pass it on as it came.
        if (!evaluation.Value.IsMissing) return evaluation.Value.Compact();

        var path = ((Expression.Path)dynamic.Expression).JsonPath;
        return path.EndsPastArray(scope) ? JsonValue.Null : ExpressionFailure.PathNotFound(path, dynamic.Field, scope);
    }

    private static Evaluation Evaluate(TemplateNode.Object node, in EvaluationScope scope)
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

    private static Evaluation Evaluate(TemplateNode.Array node, in EvaluationScope scope)
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
