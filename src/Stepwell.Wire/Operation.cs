using Stepwell.Wire.Protocols;
using Stepwell.Wire.Rest;
using Stepwell.Wire.Shapes;
using Stepwell.Wire.Streams;

namespace Stepwell.Wire;

/// <summary>An operation of a service, independent of the protocol that carries it.</summary>
public abstract class Operation
{
    private protected Operation(string name, bool hasOutput) => (Name, HasOutput) = (name, hasOutput);

    public string Name { get; }

    /// <summary>Whether the model has an output; one that it does not have is written as nothing at all, where the protocol can do that.</summary>
    public bool HasOutput { get; }

    /// <summary>Whether the model has an input.</summary>
    public bool HasInput { get; init; } = true;

    /// <summary>How the REST protocols call it; null: they do not.</summary>
    public HttpRule? Http { get; init; }

    /// <summary>Limit of the request's body; null: the server's.</summary>
    public int? MaxBodyBytes { get; init; }

    /// <summary>What the refusal of a larger body calls the operation, if not by its name.</summary>
    public string? LimitName { get; init; }

    /// <summary>Nobody has written it yet, so nobody knows what its requests look like.</summary>
    public bool IsUnwritten { get; init; }

    /// <summary>Those who call it have no key yet; only a query is taken without a signature.</summary>
    public bool IsUnsigned { get; init; }

    internal abstract MemberTable OutputMembers { get; }

    /// <summary>Whether the encoding of the body is a member of the input, so that the service knows what to do with it.</summary>
    internal abstract bool TakesContentEncoding { get; }

    /// <summary>
    /// Decodes and validates the input, runs the operation and encodes what it returns. The body is not looked at any more once the
    /// returned task exists.
    /// </summary>
    /// <exception cref="AwsException">The input is refused, or the operation answers with an error.</exception>
    internal abstract ValueTask InvokeAsync(Protocol protocol, in Incoming incoming, RequestContext context, ResponseBuffer response);
}

/// <inheritdoc/>
/// <param name="validationCode">The code under which the service refuses input that violates its model.</param>
public sealed class Operation<TInput, TOutput>(
    string name, Func<TInput, RequestContext, ValueTask<TOutput>> handler, string validationCode = Validator.DefaultCode, bool hasOutput = true)
    : Operation(name, hasOutput)
    where TInput : class, IShape<TInput>
    where TOutput : class, IShape<TOutput>
{
    /// <summary>The events that follow an answer; null: none do.</summary>
    public Func<TOutput, StreamedAnswer?>? Stream { get; init; }

    internal override MemberTable OutputMembers => TOutput.Members;

    internal override bool TakesContentEncoding => TInput.Members.HasHeader("Content-Encoding");

    internal override ValueTask InvokeAsync(Protocol protocol, in Incoming incoming, RequestContext context, ResponseBuffer response)
    {
        var input = protocol.Decode<TInput>(incoming);
        var validator = default(Validator);
        input.Validate(ref validator);
        validator.ThrowIfInvalid(validationCode);

        var task = handler(input, context);
        if (!task.IsCompletedSuccessfully) return EncodeLater(task, protocol, context, response);
        Encode(task.Result, protocol, context, response);
        return ValueTask.CompletedTask;
    }

    private async ValueTask EncodeLater(ValueTask<TOutput> task, Protocol protocol, RequestContext context, ResponseBuffer response) =>
        Encode(await task.ConfigureAwait(false), protocol, context, response);

    private void Encode(TOutput output, Protocol protocol, RequestContext context, ResponseBuffer response)
    {
        protocol.Encode(output, new Call(this, context.RequestId, context.Features), response);
        if (Stream is not null) response.Stream = Stream(output);
    }
}
