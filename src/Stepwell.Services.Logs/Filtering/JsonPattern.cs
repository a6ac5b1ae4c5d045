using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Services.Logs.Filtering;

/// <summary>A condition on messages that are JSON objects or arrays; others do not match.</summary>
internal sealed class JsonPattern(JsonCondition condition) : FilterPattern
{
    public override bool Matches(string message) =>
        message.AsSpan().TrimStart() is ['{' or '[', ..] && JsonValue.TryParse(message, out var json, out _) && condition.Holds(json);
}

/// <summary>A condition on one JSON value.</summary>
internal abstract record JsonCondition
{
    public abstract bool Holds(JsonValue root);

    public sealed record And(JsonCondition Left, JsonCondition Right) : JsonCondition
    {
        public override bool Holds(JsonValue root) => Left.Holds(root) && Right.Holds(root);
    }

    public sealed record Or(JsonCondition Left, JsonCondition Right) : JsonCondition
    {
        public override bool Holds(JsonValue root) => Left.Holds(root) || Right.Holds(root);
    }

    public sealed record NotExists(JsonSelector Selector) : JsonCondition
    {
        public override bool Holds(JsonValue root) => !Selector.Select(root).Any();
    }

    /// <param name="Value">True, false or null.</param>
    public sealed record Is(JsonSelector Selector, JsonValue Value) : JsonCondition
    {
        public override bool Holds(JsonValue root) => Selector.Select(root).Any(found => found.Equals(Value));
    }

    /// <summary>Equality with a number, a text, a text with stars, or a regular expression. What is not there is not unequal either.</summary>
    public sealed record Equal(JsonSelector Selector, JsonOperand Operand, bool IsNegated) : JsonCondition
    {
        public override bool Holds(JsonValue root) =>
            Selector.Select(root).ToList() is { Count: > 0 } found && found.Exists(Operand.IsEqual) != IsNegated;
    }

    /// <param name="Accepts">Gets how the value compares with the operand.</param>
    public sealed record Order(JsonSelector Selector, double Operand, Func<int, bool> Accepts) : JsonCondition
    {
        public override bool Holds(JsonValue root) =>
            Selector.Select(root).Any(found => found.IsNumber && Accepts(found.GetDouble().CompareTo(Operand)));
    }
}

/// <summary>What a value is compared with.</summary>
/// <param name="Regex">Null: the text counts.</param>
internal sealed record JsonOperand(string Text, Regex? Regex = null)
{
    private readonly double? _number = double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool IsEqual(JsonValue value)
    {
        if (TextOf(value) is not { } text)
            return false;
        if (Regex is not null)
            return Regex.IsMatch(text);
        if (value.IsNumber && _number is { } wanted)
            return value.GetDouble() == wanted;
        // Only the star is special; a backslash stands for itself.
        return Text.Contains('*', StringComparison.Ordinal) ? IsLike(text) : text == Text;
    }

    private static string? TextOf(JsonValue value) => value.Kind switch
    {
        JsonKind.String => value.GetString(),
        JsonKind.Number => Encoding.UTF8.GetString(value.NumberText),
        JsonKind.Boolean => value.GetBoolean() ? "true" : "false",
        _ => null,
    };

    private bool IsLike(string text)
    {
        var parts = Text.Split('*');
        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var position = parts[0].Length;
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = text.IndexOf(parts[i], position, StringComparison.Ordinal);
            if (found < 0)
                return false;
            position = found + parts[i].Length;
        }
        return text.Length - position >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
