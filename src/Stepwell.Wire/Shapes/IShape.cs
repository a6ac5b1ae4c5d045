namespace Stepwell.Wire.Shapes;

/// <summary>
/// A structure of a service model. The generator writes one implementation per shape; a protocol brings the reader or the writer,
/// so that shapes know no protocol and protocols know no shape.
/// </summary>
public interface IShape<TSelf>
    where TSelf : IShape<TSelf>
{
    /// <summary>The members in the order of the model.</summary>
    static abstract MemberTable Members { get; }

    /// <summary>
    /// Reads one structure. Required members that are missing are left at their default: <see cref="Validate"/> reports them,
    /// and a value that did not pass it must not be used.
    /// </summary>
    /// <exception cref="SerializationException">The document does not have the form of the shape.</exception>
    static abstract TSelf Read<TReader>(ref TReader reader)
        where TReader : struct, IShapeReader, allows ref struct;

    void Write<TWriter>(ref TWriter writer)
        where TWriter : struct, IShapeWriter, allows ref struct;

    /// <summary>Adds every violated constraint of this structure and of what it holds to <paramref name="validator"/>.</summary>
    void Validate(ref Validator validator);
}
