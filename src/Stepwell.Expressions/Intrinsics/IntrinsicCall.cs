using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

/// <param name="Text">The call as written; failures repeat it.</param>
internal sealed record IntrinsicCall(string Text, IntrinsicFunction Function, ImmutableArray<IntrinsicArgument> Arguments)
{
    public ImmutableArray<string> Variables() => [.. Paths().SelectMany(path => path.Variables).Distinct()];

    public ImmutableArray<string> Functions() => [.. Calls().Select(call => call.Function.Name).Distinct()];

    private IEnumerable<IntrinsicCall> Calls() =>
        Arguments.OfType<IntrinsicArgument.Call>().SelectMany(argument => argument.Nested.Calls()).Prepend(this);

    private IEnumerable<JsonPath> Paths() => Arguments.SelectMany(argument => argument switch
    {
        IntrinsicArgument.Path path => [path.Selection],
        IntrinsicArgument.Call call => call.Nested.Paths(),
        _ => [],
    });
}

internal abstract record IntrinsicArgument
{
    public sealed record Literal(JsonValue Value) : IntrinsicArgument;

    public sealed record Path(JsonPath Selection) : IntrinsicArgument;

    public sealed record Call(IntrinsicCall Nested) : IntrinsicArgument;
}
