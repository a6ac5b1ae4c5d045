using System.Collections.Immutable;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Retry and Catch.</summary>
internal static class ErrorHandlingParser
{
    private const string AnyError = "States.ALL";

    /// <summary>Sources of the defaults: https://states-language.net/#retrying-after-error.</summary>
    private const long DefaultIntervalSeconds = 1;
    private const long DefaultMaxAttempts = 3;
    private const double DefaultBackoffRate = 2.0;

    public static ErrorHandling Read(StateScope state)
    {
        var retry = Each(state, "Retry", Retrier);
        var caught = Each(state, "Catch", Catcher);
        return retry.IsEmpty && caught.IsEmpty ? ErrorHandling.None : new ErrorHandling(retry, caught);
    }

    private static ImmutableArray<T> Each<T>(StateScope state, string name, Func<Fields, bool, StateScope, T?> read)
        where T : class
    {
        if (state.Fields.Array(name) is not { } entries) return [];
        var parsed = ImmutableArray.CreateBuilder<T>(entries.Count);
        var index = 0;
        foreach (var entry in entries.Items)
        {
            var place = state.Fields.At(name)[index++];
            if (Fields.Of(entry, place, state.Fields.Language, state.Findings) is { } fields
                && read(fields, index == entries.Count, state) is { } item)
            {
                parsed.Add(item);
            }
        }

        return parsed.ToImmutable();
    }

    private static Retrier? Retrier(Fields fields, bool isLast, StateScope state)
    {
        fields.Require("ErrorEquals");
        fields.Allow(FieldNames.Retrier);
        fields.Text("Comment");
        var errors = ErrorEquals(fields, isLast);
        var interval = fields.Integer("IntervalSeconds");
        var attempts = fields.Integer("MaxAttempts", maximum: Limits.MaxAttempts);
        var backoff = fields.Number("BackoffRate", minimum: 1);
        var maxDelay = fields.Integer("MaxDelaySeconds", minimum: 1, maximum: Limits.MaxDelaySeconds);
        var jitter = fields.OneOf("JitterStrategy", "NONE", "FULL");
        return errors is not { } names
            ? null
            : new Retrier(
                names,
                interval ?? DefaultIntervalSeconds,
                attempts ?? DefaultMaxAttempts,
                backoff ?? DefaultBackoffRate,
                maxDelay,
                jitter == "FULL" ? JitterStrategy.Full : JitterStrategy.None);
    }

    private static Catcher? Catcher(Fields fields, bool isLast, StateScope state)
    {
        fields.Require("ErrorEquals", "Next");
        fields.Allow(FieldNames.Catcher);
        fields.Text("Comment");
        var errors = ErrorEquals(fields, isLast);
        var resultPath = PathParser.Result(fields);
        var assign = AssignParser.Read(fields, state.Graph, StatesFields.ErrorOutput);
        var output = JsonataParser.Template(fields, "Output", StatesFields.ErrorOutput);
        if (fields.Text("Next") is not { } next) return null;
        state.Mention(next, fields.At("Next"));
        return errors is { } names ? new Catcher(names, next, resultPath, assign, output) : null;
    }

    /// <summary>States.ALL stands alone, and in the last entry.</summary>
    private static ImmutableArray<string>? ErrorEquals(Fields fields, bool isLast)
    {
        if (fields.Items("ErrorEquals") is not { } items) return null;
        var names = ImmutableArray.CreateBuilder<string>(items.Count);
        foreach (var item in items.Items)
        {
            var place = fields.At("ErrorEquals")[names.Count];
            if (!item.IsString)
            {
                fields.Findings.Schema("Expected value of type String", place);
                return null;
            }

            var name = item.GetString();
            if (name == AnyError && !(isLast && items.Count == 1))
                fields.Findings.Schema($"{AnyError} must appear alone and at end of list", place);
            names.Add(name);
        }

        return names.ToImmutable();
    }
}
