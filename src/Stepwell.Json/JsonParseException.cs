namespace Stepwell.Json;

/// <summary>Text was not JSON, or nested deeper than allowed. <see cref="Error"/> says where.</summary>
public sealed class JsonParseException(JsonParseError error) : FormatException(error.ToString())
{
    public JsonParseError Error { get; } = error;

    public int Offset => Error.Offset;

    public int LineNumber => Error.LineNumber;

    public int ColumnNumber => Error.ColumnNumber;
}
