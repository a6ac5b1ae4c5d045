using System.Collections;
using System.Globalization;

namespace Stepwell.Wire.Shapes;

/// <summary>The words AWS uses for constraints, and the way its Java services print values.</summary>
internal static class ConstraintText
{
    public static string Pattern(string pattern) => "Member must satisfy regular expression pattern: " + pattern;

    public static string Enum(string[] values) => "Member must satisfy enum value set: [" + string.Join(", ", values) + "]";

    public static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Show<T>(IReadOnlyCollection<T> values) => Show((object)values);

    private static string Show(object? value) => value switch
    {
        string text => text,
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(key => $"{key}={Show(map[key])}")) + "}",
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Show)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };
}
