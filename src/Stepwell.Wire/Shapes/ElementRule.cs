using System.Text.RegularExpressions;

namespace Stepwell.Wire.Shapes;

/// <summary>The constraints of a string or list that is an element of a list or a key or value of a map.</summary>
public sealed class ElementRule
{
    private readonly long _min;
    private readonly long _max;
    private readonly Regex? _pattern;
    private readonly string[]? _values;

    /// <param name="min">Shortest length; null: none is set.</param>
    /// <param name="max">Longest length; null: none is set.</param>
    /// <param name="pattern">A regular expression the whole string has to match.</param>
    /// <param name="patternText">The expression as the model has it.</param>
    /// <param name="values">All legal values of an enum.</param>
    public ElementRule(long? min = null, long? max = null, Regex? pattern = null, string? patternText = null, string[]? values = null)
    {
        (_min, _max, _pattern, _values) = (min ?? 0, max ?? long.MaxValue, pattern, values);
        List<string> texts = [];
        if (max is not null) texts.Add($"Member must have length less than or equal to {max}");
        if (min is not null) texts.Add($"Member must have length greater than or equal to {min}");
        if (patternText is not null) texts.Add(ConstraintText.Pattern(patternText));
        if (values is not null) texts.Add(ConstraintText.Enum(values));
        Text = "[" + string.Join(", ", texts) + "]";
    }

    public string Text { get; }

    /// <summary>Whether a list of so many elements is fit.</summary>
    public bool Accepts(int count) => count >= _min && count <= _max;

    public bool Accepts(string value) =>
        value.Length >= _min
        && value.Length <= _max
        && (_pattern is null || _pattern.IsMatch(value))
        && (_values is null || Array.IndexOf(_values, value) >= 0);
}
