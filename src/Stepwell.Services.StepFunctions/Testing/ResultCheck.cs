using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>Whether a mocked result could be the answer of an operation.</summary>
/// <remarks>
/// MockInput API reference, fieldValidationMode. Fields that the operation does not have are let through, as AWS does. Texts are recorded
/// from AWS, except those for objects and for what is too long, which follow their pattern.
/// </remarks>
internal static class ResultCheck
{
    /// <summary>The first thing that is wrong, in AWS's words; null when all is well.</summary>
    /// <param name="isStrict">Required fields must be there.</param>
    public static string? FirstProblem(JsonValue result, ResultSchema schema, bool isStrict) =>
        result.IsObject ? new Walk(schema.Types, isStrict).Check(result, "", schema.Root) : "must be a JSON object";

    private sealed class Walk(string[] types, bool isStrict)
    {
        public string? Check(JsonValue value, string field, int number)
        {
            var type = types[number].AsSpan();
            return type[0] switch
            {
                '{' => CheckObject(value, field, types[number][1..]),
                '[' => CheckItems(value, field, ResultSchema.Number(type[1..])),
                '<' => CheckMap(value, field, ResultSchema.Number(type[1..])),
                's' => value.IsString ? CheckLength(value, field, type[2..]) : $"Field '{field}' must be a string",
                'b' => value.IsString ? CheckLength(value, field, type[2..]) : $"Field '{field}' must be a string",
                'e' => CheckChoice(value, field, type[2..]),
                'n' => value.IsNumber ? CheckRange(value, field, type[2..]) : $"Field '{field}' must be a number",
                't' => value.IsString ? null : $"Field '{field}' must be a string",
                '?' => value.IsBoolean ? null : $"Field '{field}' must be a boolean",
                '*' => null,
                _ => throw new InvalidOperationException($"No rule checks the type '{type}'."),
            };
        }

        private string? CheckObject(JsonValue value, string field, string members)
        {
            if (!value.IsObject)
                return $"Field '{field}' must be an object";
            var parts = members.Split('\t', StringSplitOptions.RemoveEmptyEntries);
            var numbers = new Dictionary<string, int>(parts.Length / 2, StringComparer.Ordinal);
            for (var i = 0; i < parts.Length; i += 2)
            {
                var name = parts[i].TrimEnd('!');
                numbers[name] = ResultSchema.Number(parts[i + 1]);
                if (isStrict && name.Length < parts[i].Length && value[name].IsMissing)
                    return $"Required field '{name}' is missing";
            }
            foreach (var (name, content) in value.Members)
            {
                if (!content.IsNull && numbers.TryGetValue(name, out var number) && Check(content, name, number) is { } problem)
                    return problem;
            }
            return null;
        }

        private string? CheckItems(JsonValue value, string field, int number)
        {
            if (!value.IsArray)
                return $"Field '{field}' must be an array";
            foreach (var item in value.Items)
                if (Check(item, field, number) is { } problem)
                    return problem;
            return null;
        }

        private string? CheckMap(JsonValue value, string field, int number)
        {
            if (!value.IsObject)
                return $"Field '{field}' must be an object";
            foreach (var (_, content) in value.Members)
                if (Check(content, field, number) is { } problem)
                    return problem;
            return null;
        }

        private static string? CheckChoice(JsonValue value, string field, ReadOnlySpan<char> choices)
        {
            if (!value.IsString)
                return $"Field '{field}' must be a string";
            var text = value.GetString();
            foreach (var choice in choices.Split('\t'))
                if (choices[choice].SequenceEqual(text))
                    return null;
            return $"Field '{field}' is not an expected value";
        }

        private static string? CheckLength(JsonValue value, string field, ReadOnlySpan<char> bounds)
        {
            var (minimum, maximum) = Bounds(bounds);
            var length = value.GetString().EnumerateRunes().Count();
            if (length < minimum)
                return $"Field '{field}' is smaller than the minimum length";
            return length > maximum ? $"Field '{field}' exceeds the maximum length" : null;
        }

        private static string? CheckRange(JsonValue value, string field, ReadOnlySpan<char> bounds)
        {
            var (minimum, maximum) = Bounds(bounds);
            var number = value.GetDouble();
            if (number < minimum)
                return $"Field '{field}' is less than the minimum value";
            return number > maximum ? $"Field '{field}' exceeds the maximum value" : null;
        }

        private static (double? Minimum, double? Maximum) Bounds(ReadOnlySpan<char> text)
        {
            var blank = text.IndexOf(' ');
            return (Bound(text[..blank]), Bound(text[(blank + 1)..]));
        }

        private static double? Bound(ReadOnlySpan<char> text) =>
            text is "-" ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
