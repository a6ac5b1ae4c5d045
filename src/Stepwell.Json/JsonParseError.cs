namespace Stepwell.Json;

/// <summary>
/// Why and where text is not JSON. <see cref="Offset"/> counts UTF-8 bytes from the start of the text;
/// line and column start at 1, and a column is one Unicode character.
/// </summary>
public readonly record struct JsonParseError(string Message, int Offset, int LineNumber, int ColumnNumber)
{
    internal static JsonParseError At(ReadOnlySpan<byte> text, int offset, string message)
    {
        var before = text[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var column = 1;
        foreach (var b in before[lineStart..])
        {
            var startsCharacter = (b & 0xC0) != 0x80;
            if (startsCharacter) column++;
        }

        return new JsonParseError(message, offset, before.Count((byte)'\n') + 1, column);
    }

    public override string ToString() => $"{Message} (line {LineNumber}, column {ColumnNumber})";
}
