using Stepwell.Wire.Shapes;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Protocols;

/// <summary>
/// How inputs and outputs look on the wire. A protocol is stateless and shared; it knows no shape, and the generated shapes know
/// no protocol, so any operation can be carried by any of them.
/// </summary>
internal abstract class Protocol : ErrorFormat
{
    /// <exception cref="SerializationException">The body is not what the shape looks like in this protocol.</exception>
    public abstract T Decode<T>(ReadOnlySpan<byte> body)
        where T : class, IShape<T>;

    public abstract void Encode<T>(T output, ResponseBuffer response)
        where T : class, IShape<T>;

    /// <summary>The error for a signature that does not hold; protocols have different codes for it.</summary>
    public abstract AwsException Refuse(SignatureFailure failure);
}
