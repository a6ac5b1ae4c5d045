using Stepwell.Expressions;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.Fuzz;

/// <summary>Whatever the text is, the answer is a value or a refusal, soon and in bounded memory.</summary>
public sealed class ParserTests
{
    private static readonly JsonValue Input = JsonValue.Parse(Examples.JsonataInput);
    private static readonly JsonataLimits Limits = new(TimeSpan.FromSeconds(1), MaxDepth: 500, MaxBytes: 8L << 20);

    private readonly JsonataServices _services = new(TimeProvider.System, new Random(17), () => Guid.Empty);
    private readonly EvaluationScope _scope = new(Input, Input, Input, new ExpressionServices(new Random(17), () => Guid.Empty));

    [Fact]
    public void Json_of_any_kind_is_read_or_refused() =>
        Campaign.Run("JSON", Examples.Json, Examples.JsonTokens, text =>
        {
            if (!JsonValue.TryParse(text, out var value, out _)) return false;
            // What was read is written as it came, and can be read again.
            Assert.True(JsonValue.TryParse(value.ToString(), out var again, out _));
            Assert.Equal(value, again);
            return true;
        });

    [Fact]
    public void Paths_of_any_kind_are_evaluated_or_refused() =>
        Campaign.Run("JSONPath", Examples.Paths, Examples.PathTokens, Evaluates);

    [Fact]
    public void Intrinsic_functions_of_any_kind_are_evaluated_or_refused() =>
        Campaign.Run("intrinsic functions", Examples.Intrinsics, Examples.IntrinsicTokens, Evaluates);

    [Fact]
    public void Jsonata_of_any_kind_is_evaluated_or_refused() =>
        Campaign.Run("JSONata", Examples.Jsonata, Examples.JsonataTokens, text =>
        {
            if (!JsonataExpression.TryParse(text, JsonataDialect.Standard, out var expression, out _)) return false;
            return !expression.Evaluate(new JsonataScope(Input, JsonataBindings.None, _services, Limits)).Failed;
        });

    [Fact]
    public void Jsonata_of_any_kind_is_evaluated_over_documents_of_any_kind()
    {
        var documents = new Mutator(1, [.. Examples.Json, Examples.JsonataInput], Examples.JsonTokens);
        var document = Input;
        Campaign.Run("JSONata and documents", Examples.JsonataOfDocuments, Examples.JsonataTokens, text =>
        {
            if (JsonValue.TryParse(documents.Next(), out var next, out _)) document = next;
            var dialect = text.Length % 2 == 0 ? JsonataDialect.Standard : JsonataDialect.StepFunctions;
            if (!JsonataExpression.TryParse(text, dialect, out var expression, out _)) return false;
            var bindings = JsonataBindings.Of(Wrapped("states", Wrapped("input", document)));
            return !expression.Evaluate(new JsonataScope(document, bindings, _services, Limits)).Failed;
        });
    }

    [Fact]
    public void Definitions_of_any_kind_are_parsed_or_refused() =>
        Campaign.Run("definitions", Examples.Definitions, Examples.DefinitionTokens, text =>
        {
            var parsed = DefinitionParser.Parse(text, text.Length % 2 == 0 ? StateMachineType.Standard : StateMachineType.Express);
            return parsed.Machine is not null;
        });

    private static JsonValue Wrapped(string name, JsonValue value)
    {
        var members = new JsonObjectBuilder();
        members.Add(name, value);
        return members.Build();
    }

    private bool Evaluates(string text)
    {
        if (!Expression.TryParse(text, out var expression, out _)) return false;
        _ = expression.Evaluate(_scope);
        return true;
    }
}
