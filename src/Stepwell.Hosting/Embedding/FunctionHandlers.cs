using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Stepwell.Functions;
using Stepwell.Json;
using Stepwell.Services.Lambda.Operations;

namespace Stepwell.Hosting.Embedding;

/// <summary>Handlers of a program, as functions of the Lambda service by name. Filled before the server starts; not thread-safe.</summary>
public sealed class FunctionHandlers
{
    private readonly Dictionary<string, IFunctionHandler> _handlers = new(StringComparer.Ordinal);
    private readonly List<HandlerDefinition> _definitions = [];

    /// <param name="name">As Lambda allows it: letters, digits, hyphens and underscores.</param>
    /// <param name="handler">
    /// Called from threads of the pool, often many times at once. What it throws is the function's error. The token is cancelled when the
    /// function's time is over; the caller has its answer then, whether the handler heeds it or not.
    /// </param>
    /// <param name="timeout">Null: three seconds, as in Lambda. Whole seconds, up to 900.</param>
    /// <exception cref="ArgumentException">There is a handler of that name already.</exception>
    public void Add(string name, Func<JsonValue, FunctionContext, CancellationToken, Task<JsonValue>> handler, TimeSpan? timeout = null) =>
        Add(name, timeout, async (payload, context, timedOut) =>
            (await handler(JsonValue.Parse(payload), context, timedOut).ConfigureAwait(false)).AsUtf8Memory());

    /// <inheritdoc cref="Add(string, Func{JsonValue, FunctionContext, CancellationToken, Task{JsonValue}}, TimeSpan?)"/>
    /// <param name="input">From a context of System.Text.Json's source generator; so is <paramref name="output"/>.</param>
    public void Add<TIn, TOut>(
        string name,
        Func<TIn?, FunctionContext, CancellationToken, Task<TOut>> handler,
        JsonTypeInfo<TIn> input,
        JsonTypeInfo<TOut> output,
        TimeSpan? timeout = null) =>
        Add(name, timeout, async (payload, context, timedOut) =>
        {
            var answer = await handler(JsonSerializer.Deserialize(payload.Span, input), context, timedOut).ConfigureAwait(false);
            return JsonSerializer.SerializeToUtf8Bytes(answer, output);
        });

    internal IReadOnlyDictionary<string, IFunctionHandler> Handlers => _handlers;

    internal IReadOnlyList<HandlerDefinition> Definitions => _definitions;

    private void Add(
        string name, TimeSpan? timeout, Func<ReadOnlyMemory<byte>, FunctionContext, CancellationToken, Task<ReadOnlyMemory<byte>>> handler)
    {
        _handlers.Add(name, new Handler(handler));
        _definitions.Add(new HandlerDefinition(name, (int)Math.Ceiling((timeout ?? TimeSpan.FromSeconds(3)).TotalSeconds)));
    }

    private sealed class Handler(
        Func<ReadOnlyMemory<byte>, FunctionContext, CancellationToken, Task<ReadOnlyMemory<byte>>> handler) : IFunctionHandler
    {
        public async ValueTask<ReadOnlyMemory<byte>> Handle(HandlerCall call, CancellationToken timedOut)
        {
            var log = new HandlerLogger(call);
            try
            {
                return await handler(call.Invocation.Payload, new FunctionContext(call, log), timedOut).ConfigureAwait(false);
            }
            catch (Exception thrown) when (!timedOut.IsCancellationRequested)
            {
                log.Write(LogLevel.Error, thrown.ToString(), values: []);
                throw;
            }
        }
    }
}
