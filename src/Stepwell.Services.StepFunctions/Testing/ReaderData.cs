using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>Items in the form in which an item reader finds them at its source.</summary>
/// <remarks>Step Functions developer guide, "ItemReader (Map)".</remarks>
internal static class ReaderData
{
    /// <exception cref="ValidationException">The data is not of the reader's input type.</exception>
    public static JsonValue Read(string data, JsonValue config)
    {
        var type = config["InputType"] is { IsString: true } text ? text.GetString() : "JSON";
        return type switch
        {
            "JSONL" => Lines(data),
            "CSV" => CsvRows.Read(data, config),
            _ => Pointed(Json(data), config["ItemsPointer"]),
        };
    }

    private static JsonValue Json(string data) => JsonValue.TryParse(data, out var items, out _)
        ? items
        : throw new ValidationException("ItemReader data must be valid JSON");

    private static JsonValue Lines(string data)
    {
        var items = new JsonArrayBuilder();
        foreach (var line in data.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            items.Add(Json(line));
        return items.Build();
    }

    /// <summary>What a JSON pointer (RFC 6901) selects.</summary>
    private static JsonValue Pointed(JsonValue value, JsonValue pointer)
    {
        if (!pointer.IsString)
            return value;
        foreach (var token in pointer.GetString().Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            value = value.IsArray && int.TryParse(name, out var index) ? value[index] : value[name];
        }
        return value.IsMissing ? throw new ValidationException("ItemsPointer does not lead to anything in the ItemReader data") : value;
    }
}
