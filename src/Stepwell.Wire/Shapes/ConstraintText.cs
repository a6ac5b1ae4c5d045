using System.Collections;
using System.Globalization;

namespace Stepwell.Wire.Shapes;

/// <summary>The words AWS uses for constraints, and the way its Java services print values.</summary>
internal static class ConstraintText
{
    public static string Pattern(string pattern) => "Member must satisfy regular expression pattern: " + pattern;

    public static string Enum(string[] values) => "Member must satisfy enum value set: [" + string.Join(", ", values) + "]";

    public static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Show<T>(IReadOnlyCollection<T> values) =>
        values is IDictionary map ? "{" + string.Join(", ", Entries(map)) + "}" : "[" + string.Join(", ", values) + "]";

    private static IEnumerable<string> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map) yield return $"{entry.Key}={entry.Value}";
    }
}
