using System.Collections.Immutable;
using Stepwell.Expressions;

namespace Stepwell.States.Definition;

/// <summary>How data passes through a state. One case per query language; the states themselves do not differ.</summary>
public abstract record DataFlow;

/// <param name="Parameters">Null: the input as InputPath leaves it. Map states keep theirs in <see cref="MapState.ItemSelector"/>.</param>
/// <param name="Assign">Variables that the state sets when it is left; null: none.</param>
public sealed record JsonPathFlow(
    DataPath InputPath,
    PayloadTemplate? Parameters,
    PayloadTemplate? ResultSelector,
    ResultPath ResultPath,
    DataPath OutputPath,
    PayloadTemplate? Assign) : DataFlow
{
    public static readonly JsonPathFlow Default =
        new(DataPath.Whole, Parameters: null, ResultSelector: null, ResultPath.Whole, DataPath.Whole, Assign: null);
}

/// <summary>The input is <c>$states.input</c>, the result <c>$states.result</c>.</summary>
/// <param name="Arguments">What a Task or Parallel is given; null: the input.</param>
/// <param name="Output">Null: the result, or in states that have none the input.</param>
/// <param name="Assign">Variables that the state sets when it is left; null: none.</param>
public sealed record JsonataFlow(JsonataTemplate? Arguments, JsonataTemplate? Output, JsonataTemplate? Assign) : DataFlow
{
    public static readonly JsonataFlow Default = new(Arguments: null, Output: null, Assign: null);
}

/// <summary>ItemSelector, Credentials, and Assign of choice rules and catchers.</summary>
public abstract record TemplateField
{
    public sealed record JsonPath(PayloadTemplate Template) : TemplateField;

    public sealed record Jsonata(JsonataTemplate Template) : TemplateField;
}

/// <summary>InputPath and OutputPath: everything, nothing (JSON null, which yields an empty object), or what a path selects.</summary>
public abstract record DataPath
{
    public static readonly DataPath Whole = new WholePath();
    public static readonly DataPath Nothing = new NothingPath();

    public sealed record WholePath : DataPath;

    public sealed record NothingPath : DataPath;

    public sealed record At(Expression Expression) : DataPath;
}

/// <summary>ResultPath: the result replaces the input, is discarded, or is put into the input at a reference path.</summary>
public abstract record ResultPath
{
    public static readonly ResultPath Whole = new ReplaceInput();
    public static readonly ResultPath Discard = new DiscardResult();

    public sealed record ReplaceInput : ResultPath;

    public sealed record DiscardResult : ResultPath;

    public sealed record Into(ReferencePath Path) : ResultPath;
}

public abstract record Transition
{
    public static readonly Transition End = new EndTransition();

    public sealed record EndTransition : Transition;

    public sealed record Next(string StateName) : Transition;
}

/// <summary>TimeoutSeconds or TimeoutSecondsPath, HeartbeatSeconds or HeartbeatSecondsPath; a number, a path or an expression.</summary>
public abstract record SecondsField
{
    public sealed record Literal(long Seconds) : SecondsField;

    public sealed record At(Expression Expression) : SecondsField;

    public sealed record Jsonata(JsonataTemplate Template) : SecondsField;
}

/// <summary>MaxConcurrency and ToleratedFailureCount, or the field of the same name that ends in Path.</summary>
public abstract record IntegerField
{
    public sealed record Literal(long Value) : IntegerField;

    public sealed record At(Expression Expression) : IntegerField;

    public sealed record Jsonata(JsonataTemplate Template) : IntegerField;
}

/// <summary>ToleratedFailurePercentage, or the field of the same name that ends in Path.</summary>
public abstract record NumberField
{
    public sealed record Literal(double Value) : NumberField;

    public sealed record At(Expression Expression) : NumberField;

    public sealed record Jsonata(JsonataTemplate Template) : NumberField;
}

/// <summary>Error and Cause of a Fail state, or ErrorPath and CausePath (a path or an intrinsic function).</summary>
public abstract record TextField
{
    public sealed record Literal(string Text) : TextField;

    public sealed record At(Expression Expression) : TextField;

    public sealed record Jsonata(JsonataTemplate Template) : TextField;
}

/// <summary>What a Map iterates over: ItemsPath or Items.</summary>
public abstract record ItemsField
{
    /// <summary>Where the array is, relative to the effective input.</summary>
    public sealed record At(Expression Expression) : ItemsField;

    public sealed record Jsonata(JsonataTemplate Template) : ItemsField;
}

/// <summary>The forms of a Wait.</summary>
public abstract record WaitDuration
{
    public sealed record Seconds(long Value) : WaitDuration;

    public sealed record SecondsAt(Expression Expression) : WaitDuration;

    public sealed record Until(DateTimeOffset Timestamp) : WaitDuration;

    public sealed record UntilAt(Expression Expression) : WaitDuration;

    public sealed record SecondsOf(JsonataTemplate Template) : WaitDuration;

    public sealed record UntilOf(JsonataTemplate Template) : WaitDuration;
}

public sealed record ErrorHandling(ImmutableArray<Retrier> Retry, ImmutableArray<Catcher> Catch)
{
    public static readonly ErrorHandling None = new([], []);
}

public sealed record Retrier(
    ImmutableArray<string> ErrorEquals,
    long IntervalSeconds,
    long MaxAttempts,
    double BackoffRate,
    long? MaxDelaySeconds,
    JitterStrategy JitterStrategy);

public enum JitterStrategy
{
    None,
    Full,
}

/// <param name="ResultPath">Of JSONPath states, where the error goes in their input.</param>
/// <param name="Output">Of JSONata states; null: the error.</param>
public sealed record Catcher(
    ImmutableArray<string> ErrorEquals, string Next, ResultPath ResultPath, TemplateField? Assign, JsonataTemplate? Output);
