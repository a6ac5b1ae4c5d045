using Stepwell.Wire.Shapes;

namespace Stepwell.Wire;

/// <summary>The input violates constraints of the model.</summary>
/// <remarks>AWS General Reference, "Common errors": the query protocol calls it <c>ValidationError</c>, unless the service has its own code.</remarks>
public sealed class InvalidInputException(string code, string message) : AwsException(code, 400, Fault.Client, message)
{
    public override string QueryCode => Code == Validator.DefaultCode ? "ValidationError" : Code;
}
