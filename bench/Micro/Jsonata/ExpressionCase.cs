using Stepwell.Expressions;
using Stepwell.Json;

namespace Stepwell.Bench.Micro.Jsonata;

/// <summary>An expression of <c>cases.json</c>, compiled, with what <c>$states</c> is for it. <c>compare.mjs</c> reads the same file.</summary>
internal sealed record ExpressionCase(string Name, JsonataExpression Expression, JsonValue States, JsonValue Result)
{
    private static readonly JsonataServices Services = new(TimeProvider.System, new Random(1), () => throw new NotSupportedException());

    public static ExpressionCase[] All { get; } = [.. Read()];

    /// <summary>One evaluation as a state makes it: with <c>$states</c> bound, without a context, and within the limits.</summary>
    public JsonataResult Evaluate() =>
        Expression.Evaluate(new JsonataScope(default, JsonataBindings.None.With("states", States), Services, JsonataLimits.Default));

    private static IEnumerable<ExpressionCase> Read()
    {
        using var stream = typeof(ExpressionCase).Assembly.GetManifestResourceStream("cases.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var file = JsonValue.Parse(bytes);
        foreach (var item in file["cases"].Items)
        {
            var states = JsonValue.EmptyObject.With("input", InputOf(file["inputs"][item["input"].GetString()]));
            // Parsed as a whole, as the input of an execution is.
            yield return new ExpressionCase(
                item["name"].GetString(), Compiled(item["expression"].GetString()), JsonValue.Parse(states.ToUtf8Bytes()), item["result"]);
        }
    }

    /// <summary>The input itself, or items that it wants to have many times.</summary>
    private static JsonValue InputOf(JsonValue input)
    {
        if (!input["times"].TryGetInt64(out var times)) return input;
        var items = new JsonArrayBuilder();
        for (var i = 0; i < times; i++)
        {
            foreach (var item in input["items"].Items) items.Add(item);
        }

        return items.Build();
    }

    private static JsonataExpression Compiled(string text) =>
        JsonataExpression.TryParse(text, JsonataDialect.StepFunctions, out var expression, out var error)
            ? expression
            : throw new InvalidOperationException($"{text}: {error}");
}
