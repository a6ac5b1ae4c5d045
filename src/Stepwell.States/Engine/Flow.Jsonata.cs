using System.Globalization;
using Stepwell.Expressions;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Engine;

/// <summary>JSONata: every expression of a state sees the same <c>$states</c> and the same variables.</summary>
/// <remarks>Step Functions developer guide, "Transforming data with JSONata in Step Functions".</remarks>
internal sealed partial class Flow
{
    /// <summary>What a field comes to; a kind of value other than the expected one is a failure.</summary>
    public Outcome<JsonValue> Evaluate(JsonataTemplate template, JsonKind expected) => Outcome(template.Evaluate(Scope(template), expected));

    /// <param name="otherwise">The value where there is no template.</param>
    private Outcome<JsonValue> Evaluate(
        JsonataTemplate? template, JsonValue otherwise, JsonValue result = default, JsonValue errorOutput = default) =>
        template is null ? otherwise : Outcome(template.Evaluate(Scope(template, result, errorOutput)));

    private Outcome<JsonValue> JsonataItems(MapState state)
    {
        if (state.Items is ItemsField.Jsonata(var template))
            return Evaluate(template, JsonKind.Array);
        return frame.Value.IsArray
            ? frame.Value
            : Failure.Query(location: null, $"Map state input must be an array but was: {frame.Value.Compact()}");
    }

    /// <remarks>The texts of numbers out of range are those that users of the service report.</remarks>
    private Outcome<long?> Integer(JsonataTemplate template, long minimum, long maximum)
    {
        if (Evaluate(template, JsonKind.Number).Failed(out var found, out var failure))
            return failure;
        if (!TryGetInteger(found, out var value))
            return Failure.Query(template.Field, $"The {template.Field} field cannot be parsed as an integer: {found}");
        return value >= minimum && value <= maximum
            ? (long?)value
            : Failure.Query(template.Field, $"{template.Field} must be between {minimum} and {maximum} but was: {found}");
    }

    /// <summary>JSONata has one kind of number, so 5.0 is as good as 5.</summary>
    private static bool TryGetInteger(JsonValue number, out long value)
    {
        if (long.TryParse(number.NumberText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
            return true;
        var real = number.GetDouble();
        value = (long)real;
        return real == value && Math.Abs(real) < 9e18;
    }

    /// <summary>A Pass has its input as the result, but <c>$states.result</c> only those that did something for it.</summary>
    private JsonValue Shown(JsonValue result) => state is TaskState or ParallelState or MapState ? result : default;

    private JsonataScope Scope(JsonataTemplate template, JsonValue result = default, JsonValue errorOutput = default)
    {
        var bindings = JsonataBindings.Of(frame.Variables);
        if (template.ReadsStates)
            bindings = bindings.With("states", States(template.ReadsContext, result, errorOutput));
        return new JsonataScope(Input: default, bindings, jsonataServices, JsonataLimits.Default);
    }

    /// <summary>Its values are shared, not copied; the context object is built only for those who look at it.</summary>
    private JsonValue States(bool readsContext, JsonValue result, JsonValue errorOutput)
    {
        var states = new JsonObjectBuilder();
        states.Add("input", frame.Value);
        states.Add("result", result);
        states.Add("errorOutput", errorOutput);
        if (readsContext)
            states.Add("context", Context);
        return states.Build();
    }

    private static Outcome<JsonValue> Outcome(JsonataEvaluation evaluation) =>
        evaluation.Failed ? Failure.Query(evaluation.Failure!) : evaluation.Value;
}
