using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Expressions.Templates;

internal abstract record JsonataNode
{
    /// <summary>A part without expressions.</summary>
    public sealed record Static(JsonValue Value) : JsonataNode;

    /// <param name="Location">From the field on, for failures.</param>
    public sealed record Dynamic(string Location, JsonataExpression Expression) : JsonataNode;

    public sealed record Object(ImmutableArray<(JsonValue Name, JsonataNode Value)> Members) : JsonataNode;

    public sealed record Array(ImmutableArray<JsonataNode> Items) : JsonataNode;

    public static IEnumerable<(string Location, JsonataExpression Expression)> ExpressionsIn(JsonataNode node) => node switch
    {
        Static => [],
        Dynamic dynamic => [(dynamic.Location, dynamic.Expression)],
        Object members => members.Members.SelectMany(member => ExpressionsIn(member.Value)),
        Array items => items.Items.SelectMany(ExpressionsIn),
        _ => throw new InvalidOperationException($"No such part of a template: {node}."),
    };
}
