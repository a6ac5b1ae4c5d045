using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Expressions.Templates;

internal abstract record TemplateNode
{
    /// <summary>A part without expressions.</summary>
    public sealed record Static(JsonValue Value) : TemplateNode;

    /// <param name="Field">The name of its field with <c>.$</c>, for failures.</param>
    public sealed record Dynamic(string Field, Expression Expression) : TemplateNode;

    /// <param name="Members">Names without <c>.$</c>.</param>
    public sealed record Object(ImmutableArray<(JsonValue Name, TemplateNode Value)> Members) : TemplateNode;

    public sealed record Array(ImmutableArray<TemplateNode> Items) : TemplateNode;

    public static IEnumerable<Expression> ExpressionsIn(TemplateNode node) => node switch
    {
        Static => [],
        Dynamic dynamic => [dynamic.Expression],
        Object members => members.Members.SelectMany(member => ExpressionsIn(member.Value)),
        Array items => items.Items.SelectMany(ExpressionsIn),
        _ => throw new InvalidOperationException($"No such part of a template: {node}."),
    };
}
