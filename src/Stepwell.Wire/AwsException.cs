using Stepwell.Wire.Shapes;

namespace Stepwell.Wire;

/// <summary>
/// An error answer. Services throw the generated exceptions of their model; the wire itself throws this class with the common codes
/// that no model lists. Anything else that a service throws is answered as an internal failure.
/// </summary>
public class AwsException : Exception
{
    private static readonly MemberTable Members = new("message");
    private readonly string? _message;

    /// <param name="code">What clients see as the error's name, for example <c>InvalidArn</c>.</param>
    /// <param name="statusCode">HTTP status.</param>
    /// <param name="fault">Whose fault it is.</param>
    /// <param name="message">Null: the answer has no message.</param>
    public AwsException(string code, int statusCode, Fault fault, string? message)
    {
        Code = code;
        StatusCode = statusCode;
        Fault = fault;
        _message = message;
    }

    public string Code { get; }

    public int StatusCode { get; }

    public Fault Fault { get; }

    /// <summary>The code of the same error in the query protocol where that differs, for services that once spoke it.</summary>
    public virtual string QueryCode => Code;

    public override string Message => _message ?? Code;

    /// <summary>The message as it goes out; null if there is none.</summary>
    protected string? WireMessage => _message;

    /// <summary>Writes the members of the error inside a structure that the protocol has begun.</summary>
    public virtual void WriteMembers<TWriter>(ref TWriter writer)
        where TWriter : struct, IShapeWriter, allows ref struct
    {
        if (_message is null) return;
        writer.Member(Members[0]);
        writer.WriteString(_message);
    }
}
