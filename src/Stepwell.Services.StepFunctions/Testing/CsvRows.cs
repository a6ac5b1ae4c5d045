using System.Text;
using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>CSV (RFC 4180) as an array of objects, one per row, with a string per header. A backslash escapes what follows.</summary>
/// <remarks>Step Functions developer guide, "ItemReader (Map)": CSVHeaderLocation, CSVHeaders, CSVDelimiter, and the rules of parsing.</remarks>
internal static class CsvRows
{
    public static JsonValue Read(string data, JsonValue config)
    {
        var rows = Rows(data, Delimiter(config["CSVDelimiter"])).ToList();
        var given = config["CSVHeaders"];
        List<string> headers = given.IsArray ? [.. given.Items.Select(header => header.GetString())] : rows.FirstOrDefault() ?? [];
        var items = new JsonArrayBuilder();
        foreach (var row in given.IsArray ? rows : rows.Skip(1))
        {
            var item = new JsonObjectBuilder();
            for (var i = 0; i < headers.Count; i++)
                item.Add(headers[i], JsonValue.String(i < row.Count ? row[i] : ""));
            items.Add(item.Build());
        }
        return items.Build();
    }

    private static char Delimiter(JsonValue name) => name.IsString ? name.GetString() switch
    {
        "PIPE" => '|',
        "SEMICOLON" => ';',
        "SPACE" => ' ',
        "TAB" => '\t',
        _ => ',',
    }
        : ',';

    /// <summary>Empty lines are no rows. A quote that is not closed ends with the data.</summary>
    private static IEnumerable<List<string>> Rows(string data, char delimiter)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < data.Length; i++)
        {
            var c = data[i];
            if (c == '\\')
            {
                // Before anything but itself, a quote and the delimiter it just vanishes.
                if (i + 1 < data.Length && (data[i + 1] is '\\' or '"' || data[i + 1] == delimiter))
                    field.Append(data[++i]);
            }
            else if (c == '"' && isQuoted && i + 1 < data.Length && data[i + 1] == '"')
                field.Append(data[i++]);
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c == delimiter)
                End();
            else if (!isQuoted && c == '\n')
            {
                if (row.Count > 0 || field.Length > 0)
                {
                    End();
                    yield return row;
                }
                row = [];
            }
            else if (isQuoted || c != '\r')
                field.Append(c);
        }
        if (row.Count > 0 || field.Length > 0)
        {
            End();
            yield return row;
        }

        void End()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
