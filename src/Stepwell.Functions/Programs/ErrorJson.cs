using System.Text.Json;

namespace Stepwell.Functions.Programs;

internal static class ErrorJson
{
    /// <summary>The <c>errorType</c> of the JSON of an error; null: it is none.</summary>
    public static string? TypeOf(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("errorType", out var type) && type.ValueKind == JsonValueKind.String
                ? type.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
