using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Stepwell.Wire.Shapes;

/// <summary>
/// Collects the violated constraints of one request and words them as AWS does. Generated code calls one method per constraint;
/// a value that keeps them all costs no allocation, unless it lies in a list or map of structures.
/// </summary>
/// <remarks>Absent members pass everything but <see cref="Required"/>. AWS reports at most ten violations.</remarks>
public ref struct Validator
{
    /// <summary>The code that most services answer with.</summary>
    internal const string DefaultCode = "ValidationException";

    private const int MaxErrors = 10;

    private List<string>? _errors;
    private List<string>? _path;

    public void Required(bool isPresent, string name)
    {
        if (!isPresent) Add("null", name, "Member must not be null");
    }

    public void Length(string? value, string name, long min, long max, bool isSensitive)
    {
        if (value is null) return;
        // A character takes one or two code units, so counting is rarely needed.
        if (value.Length < min || (value.Length < 2 * min && CodePoints(value) < min)) Add(Quote(value, isSensitive), name, AtLeast("length", min));
        if (value.Length > max && CodePoints(value) > max) Add(Quote(value, isSensitive), name, AtMost("length", max));
    }

    public void Length(ReadOnlyMemory<byte>? value, string name, long min, long max, bool isSensitive)
    {
        if (value is not { Length: var length } || (length >= min && length <= max)) return;
        Count(length, Invariant($"java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]"), name, min, max, isSensitive);
    }

    public void Length<T>(IReadOnlyCollection<T>? value, string name, long min, long max, bool isSensitive)
    {
        if (value is null || (value.Count >= min && value.Count <= max)) return;
        Count(value.Count, ConstraintText.Show(value), name, min, max, isSensitive);
    }

    public void Range(double? value, string name, double min, double max, bool isSensitive)
    {
        if (value is not { } number || (number >= min && number <= max)) return;
        var shown = Quote(ConstraintText.Show(number), isSensitive);
        if (number < min) Add(shown, name, AtLeast("value", min));
        else if (number > max) Add(shown, name, AtMost("value", max));
    }

    public void Pattern(string? value, string name, Regex pattern, string text, bool isSensitive)
    {
        if (value is not null && !pattern.IsMatch(value)) Add(Quote(value, isSensitive), name, ConstraintText.Pattern(text));
    }

    public void Enum(string? value, string name, string[] values, bool isSensitive)
    {
        if (value is not null && Array.IndexOf(values, value) < 0) Add(Quote(value, isSensitive), name, ConstraintText.Enum(values));
    }

    /// <summary>The constraints of a list's elements: AWS blames the list as a whole and cites all of an element's rules.</summary>
    public void Elements(IReadOnlyList<string>? values, string name, ElementRule rule, bool isSensitive)
    {
        if (values is null) return;
        foreach (var value in values)
        {
            if (rule.Accepts(value)) continue;
            Add(Quote(ConstraintText.Show(values), isSensitive), name, "Member must satisfy constraint: " + rule.Text);
            return;
        }
    }

    /// <param name="values">The list.</param>
    /// <param name="name">Of the member.</param>
    /// <param name="key">What equal elements have in common.</param>
    /// <param name="isSensitive">Whether values may not be shown.</param>
    public void Unique<T, TKey>(IReadOnlyList<T>? values, string name, Func<T, TKey> key, bool isSensitive)
    {
        if (values is null || values.Count < 2) return;
        var seen = new HashSet<TKey>();
        foreach (var value in values)
        {
            if (seen.Add(key(value))) continue;
            Add(Quote(ConstraintText.Show(values), isSensitive), name, "Member must have unique values");
            return;
        }
    }

    /// <summary>As <see cref="Elements"/>, for the keys of a map.</summary>
    public void Keys<T>(IReadOnlyDictionary<string, T>? map, string name, ElementRule rule, bool isSensitive)
    {
        if (map is null) return;
        foreach (var key in map.Keys)
        {
            if (rule.Accepts(key)) continue;
            Add(Quote(ConstraintText.Show(map), isSensitive), name, "Map keys must satisfy constraint: " + rule.Text);
            return;
        }
    }

    /// <summary>As <see cref="Elements"/>, for the values of a map.</summary>
    public void Values(IReadOnlyDictionary<string, string>? map, string name, ElementRule rule, bool isSensitive)
    {
        if (map is null) return;
        foreach (var value in map.Values)
        {
            if (rule.Accepts(value)) continue;
            Add(Quote(ConstraintText.Show(map), isSensitive), name, "Map value must satisfy constraint: " + rule.Text);
            return;
        }
    }

    /// <summary>As <see cref="Elements"/>, for lists in a list.</summary>
    public void CountedElements<T>(IReadOnlyList<IReadOnlyCollection<T>>? values, string name, ElementRule rule, bool isSensitive)
    {
        if (values is null) return;
        foreach (var value in values)
        {
            if (rule.Accepts(value.Count)) continue;
            Add(Quote(ConstraintText.Show(values), isSensitive), name, "Member must satisfy constraint: " + rule.Text);
            return;
        }
    }

    /// <summary>As <see cref="Values"/>, for lists in a map.</summary>
    public void CountedValues<T>(IReadOnlyDictionary<string, IReadOnlyList<T>>? map, string name, ElementRule rule, bool isSensitive)
    {
        if (map is null) return;
        foreach (var value in map.Values)
        {
            if (rule.Accepts(value.Count)) continue;
            Add(Quote(ConstraintText.Show(map), isSensitive), name, "Map value must satisfy constraint: " + rule.Text);
            return;
        }
    }

    public void Nested<T>(T? value, string name)
        where T : class, IShape<T>
    {
        if (value is null) return;
        (_path ??= []).Add(name);
        value.Validate(ref this);
        _path!.RemoveAt(_path.Count - 1);
    }

    /// <summary>Validates the structures of a list; their paths count from one, as in <c>tags.1.member.key</c>.</summary>
    public void NestedList<T>(IReadOnlyList<T>? values, string name)
        where T : class, IShape<T>
    {
        if (values is null) return;
        for (var i = 0; i < values.Count; i++) Nested(values[i], Invariant($"{name}.{i + 1}.member"));
    }

    public void NestedMap<T>(IReadOnlyDictionary<string, T>? map, string name)
        where T : class, IShape<T>
    {
        if (map is null) return;
        foreach (var (key, value) in map) Nested(value, $"{name}.{key}.member");
    }

    /// <exception cref="AwsException">One of the given code if anything was violated.</exception>
    public readonly void ThrowIfInvalid(string code = DefaultCode)
    {
        if (_errors is not null) Throw(_errors, code);
    }

    [DoesNotReturn]
    private static void Throw(List<string> errors, string code)
    {
        var noun = errors.Count == 1 ? "error" : "errors";
        var text = Invariant($"{errors.Count} validation {noun} detected: {string.Join("; ", errors)}");
        throw new InvalidInputException(code, text);
    }

    private void Count(int count, string shown, string name, long min, long max, bool isSensitive)
    {
        if (count < min) Add(Quote(shown, isSensitive), name, AtLeast("length", min));
        if (count > max) Add(Quote(shown, isSensitive), name, AtMost("length", max));
    }

    private void Add(string? shown, string name, string constraint)
    {
        _errors ??= [];
        if (_errors.Count == MaxErrors) return;
        var path = _path is null || _path.Count == 0 ? name : string.Join('.', _path) + "." + name;
        var value = shown is null ? "Value" : "Value " + shown;
        _errors.Add($"{value} at '{path}' failed to satisfy constraint: {constraint}");
    }

    private static string? Quote(string value, bool isSensitive) => isSensitive ? null : "'" + value + "'";

    private static string AtLeast(string what, double min) =>
        Invariant($"Member must have {what} greater than or equal to {ConstraintText.Show(min)}");

    private static string AtMost(string what, double max) =>
        Invariant($"Member must have {what} less than or equal to {ConstraintText.Show(max)}");

    private static int CodePoints(string value)
    {
        var count = 0;
        foreach (var _ in value.EnumerateRunes()) count++;
        return count;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
