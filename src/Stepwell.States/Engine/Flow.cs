using System.Globalization;
using Stepwell.Expressions;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Testing;

namespace Stepwell.States.Engine;

/// <summary>
/// How data passes through one state of one frame: the fields of the definition applied to its input and result. For a JSONata state
/// the fields of JSONPath are those of a state that has none.
/// </summary>
/// <remarks>Step Functions developer guide, "Input and output processing".</remarks>
internal sealed partial class Flow(
    State state,
    JsonPathFlow fields,
    JsonataFlow? jsonata,
    Frame frame,
    Execution execution,
    ExpressionServices services,
    JsonataServices jsonataServices,
    string token,
    Inspection? inspection)
{
    /// <summary>As the definition's own numbers of seconds are bounded.</summary>
    /// <remarks>Step Functions developer guide, "Task workflow state", TimeoutSeconds.</remarks>
    private const long MaxSeconds = 99_999_999;

    private JsonValue _context;

    /// <param name="inspection">Null but in tests.</param>
    public static Flow Of(
        State state,
        Frame frame,
        Execution execution,
        ExpressionServices services,
        JsonataServices jsonataServices,
        string token,
        Inspection? inspection = null) => state.Flow switch
        {
            JsonPathFlow fields => new Flow(state, fields, jsonata: null, frame, execution, services, jsonataServices, token, inspection),
            JsonataFlow jsonata => new Flow(
                state, JsonPathFlow.Default, jsonata, frame, execution, services, jsonataServices, token, inspection),
            _ => throw new InvalidOperationException($"No rule evaluates {state.Flow.GetType().Name}."),
        };

    /// <summary>Built on first use: most states never look at it.</summary>
    private JsonValue Context
    {
        get
        {
            if (_context.IsMissing)
                _context = inspection is null ? ContextObject.Build(execution, frame, state, token) : TestedContext(inspection);
            return _context;
        }
    }

    /// <summary>The raw input after InputPath.</summary>
    public Outcome<JsonValue> Input() => Noted(InspectionStage.AfterInputPath, Through(fields.InputPath, frame.Value));

    /// <summary>The input after InputPath and Parameters; what Arguments come to.</summary>
    public Outcome<JsonValue> EffectiveInput()
    {
        if (jsonata is { Arguments: null })
            return frame.Value;
        if (jsonata is not null)
            return Noted(InspectionStage.AfterArguments, Evaluate(jsonata.Arguments, otherwise: default));
        if (Input().Failed(out var input, out var failure))
            return failure;
        return Noted(InspectionStage.AfterParameters, fields.Parameters is null ? input : Fill(fields.Parameters, input));
    }

    /// <summary>ResultSelector, ResultPath and OutputPath, in that order; or Output.</summary>
    public Outcome<JsonValue> Finish(JsonValue result)
    {
        if (jsonata is not null)
            return Evaluate(jsonata.Output, otherwise: result, Shown(result));
        if (Noted(InspectionStage.AfterResultSelector, Selected(result)).Failed(out result, out var failure)
            || Noted(InspectionStage.AfterResultPath, Place(fields.ResultPath, result)).Failed(out var placed, out failure))
            return failure;
        return Output(placed);
    }

    /// <summary>Of a state without a result.</summary>
    public Outcome<JsonValue> Output(JsonValue value) =>
        jsonata is null ? Through(fields.OutputPath, value) : Evaluate(jsonata.Output, otherwise: value);

    /// <summary>Of a choice rule that holds.</summary>
    public Outcome<JsonValue> Output(ChoiceRule rule, JsonValue input) =>
        jsonata is null ? Output(input) : Evaluate(rule.Output, otherwise: input);

    /// <summary>Of a catcher: the state's input with the error in it, or Output.</summary>
    public Outcome<JsonValue> Output(Catcher catcher, JsonValue errorOutput) => jsonata is null
        ? Place(catcher.ResultPath, errorOutput)
        : Evaluate(catcher.Output, otherwise: errorOutput, errorOutput: errorOutput);

    /// <summary>Puts a result into the raw input of the state.</summary>
    public Outcome<JsonValue> Place(ResultPath path, JsonValue result)
    {
        switch (path)
        {
            case ResultPath.ReplaceInput:
                return result;
            case ResultPath.DiscardResult:
                return frame.Value;
            case ResultPath.Into(var reference):
                var placed = reference.Set(frame.Value, result);
                return placed.Failed ? Failure.Expression(placed.Failure!) : placed.Value;
            default:
                throw new InvalidOperationException("No other result paths exist.");
        }
    }

    /// <summary>The variables that the state assigns, given its result; missing when it assigns none.</summary>
    public Outcome<JsonValue> Assign(JsonValue result)
    {
        if (jsonata is not null)
            return Evaluate(jsonata.Assign, otherwise: default, Shown(result));
        if (fields.Assign is null)
            return default(JsonValue);
        return Selected(result).Failed(out result, out var failure) ? failure : Fill(fields.Assign, result);
    }

    /// <param name="input">What paths select from, in a catcher the error.</param>
    public Outcome<JsonValue> Assign(TemplateField? field, JsonValue input, JsonValue errorOutput = default) => field switch
    {
        null => default(JsonValue),
        TemplateField.JsonPath(var template) => Fill(template, input),
        TemplateField.Jsonata(var template) => Evaluate(template, otherwise: default, errorOutput: errorOutput),
        _ => throw new InvalidOperationException("No other templates exist."),
    };

    /// <summary>A string field; missing when the field is absent.</summary>
    public Outcome<JsonValue> Text(TextField? field, string name)
    {
        switch (field)
        {
            case null:
                return default(JsonValue);
            case TextField.Literal(var text):
                return JsonValue.String(text);
            case TextField.Jsonata(var template):
                return Evaluate(template, JsonKind.String);
            case TextField.At(var expression):
                if (Input().Failed(out var input, out var failure))
                    return failure;
                var scope = Scope(input, expression.ReadsContext);
                var found = expression.Evaluate(scope);
                if (found.Failed)
                    return Failure.Expression(found.Failure!);
                if (found.Value.IsMissing)
                    return Failure.Expression(ExpressionFailure.PathNotFound(PathOf(expression), name, scope));
                return found.Value.IsString
                    ? found.Value
                    : Failure.Runtime($"The {name} field refers to value {found.Value} which is not a string: {expression.Text}");
            default:
                throw new InvalidOperationException("No other text fields exist.");
        }
    }

    /// <summary>A whole number of seconds; null when the field is absent.</summary>
    public Outcome<long?> Seconds(SecondsField? field, string name) => field switch
    {
        null => (long?)null,
        SecondsField.Literal(var seconds) => (long?)seconds,
        SecondsField.Jsonata(var template) => Integer(template, minimum: 0, MaxSeconds),
        SecondsField.At(var expression) => IntegerAt(expression, name, minimum: 1, MaxSeconds),
        _ => throw new InvalidOperationException("No other forms of seconds exist."),
    };

    /// <summary>A whole number; null when the field is absent.</summary>
    public Outcome<long?> Integer(IntegerField? field, string name, long minimum = 0) => field switch
    {
        null => (long?)null,
        IntegerField.Literal(var value) => (long?)value,
        IntegerField.Jsonata(var template) => Integer(template, minimum, long.MaxValue),
        IntegerField.At(var expression) => IntegerAt(expression, name + "Path", minimum, long.MaxValue),
        _ => throw new InvalidOperationException("No other forms of integers exist."),
    };

    /// <summary>The array that a Map iterates over.</summary>
    public Outcome<JsonValue> Items(MapState state, JsonValue input)
    {
        if (jsonata is not null)
            return JsonataItems(state);
        var items = input;
        var path = (state.Items as ItemsField.At)?.Expression;
        if (path is not null && Select(path).Failed(out items, out var failure))
            return failure;
        if (items.IsArray)
            return Noted(InspectionStage.AfterItemsPath, items);
        var shown = path?.Text ?? "$";
        // AWS shows a path into the context object without the dollar sign that says so.
        return Failure.Runtime($"Reference path \"{(shown.StartsWith("$$", StringComparison.Ordinal) ? shown[1..] : shown)}\" must point to array.");
    }

    /// <summary>The input of one iteration.</summary>
    public Outcome<JsonValue> ItemInput(MapState state, JsonValue input, int index, JsonValue item)
    {
        if (state.ItemSelector is null)
            return item;
        _context = ContextObject.WithItem(Context, index, item);
        return Fill(state.ItemSelector, input);
    }

    public Outcome<JsonValue> Credentials(TaskState state) =>
        state.Credentials is null ? default(JsonValue) : Input().Failed(out var input, out var failure) ? failure : Fill(state.Credentials, input);

    /// <summary>What a path selects from the input; a path that leads nowhere fails.</summary>
    public Outcome<JsonValue> Select(Expression path) =>
        Input().Failed(out var input, out var failure) ? failure : At(path, input);

    /// <summary>What a path selects; missing where it leads nowhere.</summary>
    public JsonValue TrySelect(Expression path, JsonValue input)
    {
        var found = path.Evaluate(Scope(input, path.ReadsContext));
        return found.Failed ? default : found.Value;
    }

    private JsonValue TestedContext(Inspection tested) => tested.MockedContext.IsMissing
        ? TestContext.Build(execution.Identity!, frame, state, token, tested)
        : tested.MockedContext;

    private Outcome<JsonValue> Noted(InspectionStage stage, Outcome<JsonValue> outcome)
    {
        if (inspection is not null && jsonata is null == stage is not InspectionStage.AfterArguments && !outcome.Failed(out var value, out _))
            inspection.Note(stage, value);
        return outcome;
    }

    private Outcome<JsonValue> Selected(JsonValue result) =>
        fields.ResultSelector is null ? result : Fill(fields.ResultSelector, result);

    private Outcome<JsonValue> Through(DataPath path, JsonValue value) => path switch
    {
        DataPath.WholePath => value,
        DataPath.NothingPath => JsonValue.EmptyObject,
        DataPath.At(var expression) => At(expression, value),
        _ => throw new InvalidOperationException("No other data paths exist."),
    };

    private Outcome<JsonValue> At(Expression path, JsonValue value)
    {
        var scope = Scope(value, path.ReadsContext);
        var found = path.Evaluate(scope);
        if (found.Failed)
            return Failure.Expression(found.Failure!);
        return found.Value.IsMissing ? Failure.Expression(ExpressionFailure.InvalidPath(PathOf(path), scope)) : found.Value;
    }

    private Outcome<JsonValue> Fill(TemplateField field, JsonValue input) => field switch
    {
        TemplateField.JsonPath(var template) => Fill(template, input),
        TemplateField.Jsonata(var template) => Evaluate(template, otherwise: default),
        _ => throw new InvalidOperationException("No other templates exist."),
    };

    private Outcome<JsonValue> Fill(PayloadTemplate template, JsonValue input)
    {
        var filled = template.Evaluate(Scope(input, template.ReadsContext));
        return filled.Failed ? Failure.Expression(filled.Failure!) : filled.Value;
    }

    private Outcome<long?> IntegerAt(Expression expression, string field, long minimum, long maximum)
    {
        if (Select(expression).Failed(out var found, out var failure))
            return failure;
        // A string that says a number will do: the service reads the text.
        if (long.TryParse(Plain(found), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            if (value < minimum)
                return Failure.Runtime($"The {field} field refers to value \"{Plain(found)}\" which must not be less than {minimum}: {expression.Text}");
            return value <= maximum
                ? (long?)value
                : Failure.Runtime($"The {field} field refers to value \"{Plain(found)}\" which must not be greater than {maximum}: {expression.Text}");
        }
        return Failure.Runtime($"The {field} field refers to value \"{Plain(found)}\" which is not a valid integer: {expression.Text}");
    }

    /// <summary>A value as causes show it: a string's text, anything else's JSON.</summary>
    private static string Plain(JsonValue value) => value.IsString ? value.GetString() : value.Compact().ToString();

    private EvaluationScope Scope(JsonValue input, bool readsContext) =>
        new(input, readsContext ? Context : default, frame.Variables, services);

    /// <summary>Only paths come to nothing; an intrinsic function has a value or fails.</summary>
    private static JsonPath PathOf(Expression expression) => ((Expression.Path)expression).JsonPath;
}
