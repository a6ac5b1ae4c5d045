using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Services.Logs.Filtering;

/// <summary>Where in a message a value is: <c>$.name.list[0]['other name'][*]</c>.</summary>
internal sealed class JsonSelector
{
    private readonly List<Step> _steps;

    private JsonSelector(List<Step> steps) => _steps = steps;

    public static JsonSelector Parse(Scanner scanner)
    {
        if (!scanner.Take("$"))
            throw scanner.Invalid("a property selector begins with $");
        var steps = new List<Step>();
        while (scanner.Current is '.' or '[')
        {
            if (scanner.Current == '.')
                scanner.Advance();
            steps.Add(scanner.Current == '[' ? ParseBracket(scanner) : ParseName(scanner));
        }
        return new JsonSelector(steps);
    }

    /// <summary>What there is at that place: at most one value unless the selector has a star.</summary>
    public IEnumerable<JsonValue> Select(JsonValue root)
    {
        IEnumerable<JsonValue> found = [root];
        foreach (var step in _steps)
            found = found.SelectMany(step.Select);
        return found;
    }

    private static Step ParseName(Scanner scanner)
    {
        var name = scanner.While(c => !char.IsWhiteSpace(c) && !".[]=!<>(){}&|".Contains(c, StringComparison.Ordinal));
        return name switch
        {
            "" => throw scanner.Invalid("a property has no name"),
            "*" => new Step(null, null),
            _ => new Step(name, null),
        };
    }

    private static Step ParseBracket(Scanner scanner)
    {
        scanner.Advance();
        scanner.SkipSpace();
        var step = scanner.Current is '"' or '\'' ? new Step(scanner.Quoted(), null) : ParseIndex(scanner);
        return scanner.Take("]") ? step : throw scanner.Invalid("a bracket is not closed");
    }

    private static Step ParseIndex(Scanner scanner)
    {
        if (scanner.Take("*"))
            return new Step(null, null);
        var digits = scanner.While(char.IsAsciiDigit);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new Step(null, index)
            : throw scanner.Invalid("a number or a name is expected in brackets");
    }

    /// <param name="Name">Of a member; null for items.</param>
    /// <param name="Index">Of an item; null beside a null name for all of them.</param>
    private sealed record Step(string? Name, int? Index)
    {
        public IEnumerable<JsonValue> Select(JsonValue value)
        {
            if (Name is not null)
                return Existing(value.IsObject ? value[Name] : default);
            if (!value.IsArray)
                return [];
            return Index is { } index ? index < value.Count ? [value[index]] : [] : Enumerable.Range(0, value.Count).Select(i => value[i]);
        }

        private static JsonValue[] Existing(JsonValue value) => value.IsMissing ? [] : [value];
    }
}
