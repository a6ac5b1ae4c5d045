using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stepwell.Wire.Protocols;

namespace Stepwell.Wire.Shapes;

/// <summary>Shapes as JSON outside of an answer: for what a service writes elsewhere in the words of its API.</summary>
public static class ShapeJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <returns>UTF-8, as the protocols awsJson1_0 and awsJson1_1 have it.</returns>
    public static ReadOnlyMemory<byte> Write<T>(T shape)
        where T : class, IShape<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        var writer = new JsonShapeWriter(json);
        shape.Write(ref writer);
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="SerializationException">It is not what <see cref="Write"/> has written of this shape.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : class, IShape<T>
    {
        var reader = new JsonShapeReader(utf8, default);
        return T.Read(ref reader);
    }
}
