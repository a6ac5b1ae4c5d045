using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire;

/// <summary>An operation of a service, independent of the protocol that carries it.</summary>
public abstract class Operation
{
    private protected Operation(string name, bool hasOutput) => (Name, HasOutput) = (name, hasOutput);

    public string Name { get; }

    /// <summary>Whether the model has an output; one that it does not have is written as nothing at all, where the protocol can do that.</summary>
    public bool HasOutput { get; }

    /// <summary>
    /// Decodes and validates the input, runs the operation and encodes what it returns. The body is not looked at any more once the
    /// returned task exists.
    /// </summary>
    /// <exception cref="AwsException">The input is refused, or the operation answers with an error.</exception>
    internal abstract ValueTask InvokeAsync(Protocol protocol, ReadOnlySpan<byte> body, RequestContext context, ResponseBuffer response);
}

/// <inheritdoc/>
/// <param name="validationCode">The code under which the service refuses input that violates its model.</param>
public sealed class Operation<TInput, TOutput>(
    string name, Func<TInput, RequestContext, ValueTask<TOutput>> handler, string validationCode = Validator.DefaultCode, bool hasOutput = true)
    : Operation(name, hasOutput)
    where TInput : class, IShape<TInput>
    where TOutput : class, IShape<TOutput>
{
    internal override ValueTask InvokeAsync(Protocol protocol, ReadOnlySpan<byte> body, RequestContext context, ResponseBuffer response)
    {
        var input = protocol.Decode<TInput>(body);
        var validator = default(Validator);
        input.Validate(ref validator);
        validator.ThrowIfInvalid(validationCode);

        var task = handler(input, context);
        if (!task.IsCompletedSuccessfully) return EncodeLater(task, protocol, context, response);
        protocol.Encode(task.Result, new Call(this, context.RequestId), response);
        return ValueTask.CompletedTask;
    }

    private async ValueTask EncodeLater(ValueTask<TOutput> task, Protocol protocol, RequestContext context, ResponseBuffer response) =>
        protocol.Encode(await task.ConfigureAwait(false), new Call(this, context.RequestId), response);
}
