using System.Buffers;
using System.Text;
using Stepwell.Json.Parsing;
using Stepwell.Json.Spine;
using Stepwell.Json.Text;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    /// <summary>The bytes that <see cref="WriteTo(IBufferWriter{byte})"/> writes; 0 for a missing value.</summary>
    /// <exception cref="OverflowException">More than 2 GiB.</exception>
    public int Utf8Length => _store switch
    {
        null when IsMissing => 0,
        null => Literal.Length,
        ParsedText parsed => parsed.RawLength(Slot),
        ObjectNode node => node.Utf8Length,
        ArrayNode node => node.Utf8Length,
        string text => 2 + JsonText.EscapedLength(text),
        _ => TextOfNumber(stackalloc byte[NumberFormat.MaxLength]).Length,
    };

    private ReadOnlySpan<byte> Literal => IsNull ? "null"u8 : Slot != 0 ? "true"u8 : "false"u8;

    /// <summary>Writes the value as JSON text: parsed parts as they came, computed ones compact.</summary>
    /// <exception cref="InvalidOperationException">The value is missing.</exception>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var sink = new Utf8Sink(writer);
        WriteTo(ref sink);
        sink.Flush();
    }

    /// <summary>The JSON text in a new array.</summary>
    /// <exception cref="InvalidOperationException">The value is missing.</exception>
    public byte[] ToUtf8Bytes()
    {
        var bytes = new byte[Utf8Length];
        var sink = new Utf8Sink(bytes);
        WriteTo(ref sink);
        return bytes;
    }

    /// <summary>The JSON text; of a parsed value a slice of the text it came from, without a copy.</summary>
    /// <exception cref="InvalidOperationException">The value is missing.</exception>
    public ReadOnlyMemory<byte> AsUtf8Memory() => _store is ParsedText parsed ? parsed.Raw(Slot) : ToUtf8Bytes();

    /// <summary>The JSON text; empty for a missing value.</summary>
    public override string ToString() => IsMissing ? string.Empty : Encoding.UTF8.GetString(AsUtf8Memory().Span);

    internal void WriteTo(ref Utf8Sink sink)
    {
        switch (_store)
        {
            case null when IsMissing:
                throw new InvalidOperationException("A missing value has no JSON text.");
            case null:
                sink.Write(Literal);
                break;
            case ParsedText parsed:
                sink.Write(parsed.RawSpan(Slot));
                break;
            case ObjectNode node:
                node.WriteTo(ref sink);
                break;
            case ArrayNode node:
                node.WriteTo(ref sink);
                break;
            case string text:
                sink.Write((byte)'"');
                JsonText.WriteEscaped(text, ref sink);
                sink.Write((byte)'"');
                break;
            default:
                sink.Write(TextOfNumber(stackalloc byte[NumberFormat.MaxLength]));
                break;
        }
    }
}
