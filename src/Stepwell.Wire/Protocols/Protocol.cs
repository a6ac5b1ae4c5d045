using Microsoft.AspNetCore.Http;
using Stepwell.Wire.Shapes;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Protocols;

/// <summary>
/// How inputs and outputs look on the wire. A protocol is stateless and shared, by all services or by the requests of one; it knows no
/// shape, and the generated shapes know no protocol, so any operation can be carried by any of them.
/// </summary>
internal abstract class Protocol : ErrorFormat
{
    /// <exception cref="AwsException">The request is not what the shape looks like in this protocol.</exception>
    public abstract T Decode<T>(in Incoming incoming)
        where T : class, IShape<T>;

    public abstract void Encode<T>(T output, in Call call, ResponseBuffer response)
        where T : class, IShape<T>;

    /// <summary>What goes with every answer but an error, apart from the type of its content.</summary>
    public virtual void AddHeaders(IHeaderDictionary headers)
    {
        // Most protocols say everything in the body.
    }

    /// <summary>Of the answer of an operation; null: it has no content, or <see cref="Encode"/> has said which.</summary>
    public virtual string? ContentTypeOf(Operation operation) => ContentType;

    /// <summary>The error for a signature that does not hold; protocols have different codes for it.</summary>
    public abstract AwsException Refuse(SignatureFailure failure);
}
