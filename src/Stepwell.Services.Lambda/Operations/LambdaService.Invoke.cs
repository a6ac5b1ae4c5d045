using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Events;
using Stepwell.Services.Lambda.Invocations;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Invocations: those that wait for the function's answer, and those that queue its event.</summary>
public sealed partial class LambdaService
{
    private const int Ok = 200;
    private const int Accepted = 202;
    private const int NoContent = 204;

    public override async ValueTask<InvocationResponse> Invoke(InvocationRequest input, RequestContext context)
    {
        var invocation = new Invocation(context.RequestId, InvokedArn: "", Payloads.Of(input.Payload))
        {
            ClientContext = Payloads.ClientContext(input.ClientContext),
            TraceHeader = Rooted(context.TraceHeader),
            WantsLogTail = input.LogType == LogType.Tail,
        };
        return await Invoke(context.AccountId, context.Region, input.FunctionName, input.Qualifier, input.InvocationType, invocation)
            .ConfigureAwait(false);
    }

    public override async ValueTask<InvokeAsyncResponse> InvokeAsync(InvokeAsyncRequest input, RequestContext context)
    {
        var target = await Find(context, input.FunctionName, qualifier: null).ConfigureAwait(false);
        await Queue(target, new Invocation(context.RequestId, target.InvokedArn, Payloads.Of(input.InvokeArgs)) { TraceHeader = Rooted(context.TraceHeader) })
            .ConfigureAwait(false);
        return new InvokeAsyncResponse { Status = Accepted };
    }

    public override async ValueTask<InvokeWithResponseStreamResponse> InvokeWithResponseStream(
        InvokeWithResponseStreamRequest input, RequestContext context)
    {
        var target = await Find(context, input.FunctionName, input.Qualifier).ConfigureAwait(false);
        // What is read from the request is gone when its answer has begun.
        var invocation = new Invocation(context.RequestId, target.InvokedArn, Payloads.Of(input.Payload).ToArray())
        {
            ClientContext = Payloads.ClientContext(input.ClientContext),
            TraceHeader = Rooted(context.TraceHeader),
            WantsLogTail = input.LogType == LogType.Tail,
        };
        var isDryRun = input.InvocationType == ResponseStreamingInvocationType.DryRun;
        var admitted = default(Admitted);
        if (isDryRun)
            Invoker.CheckRunnable(target);
        else
            admitted = _invoker.Admit(target, invocation);
        return new InvokeWithResponseStreamResponse
        {
            StatusCode = isDryRun ? NoContent : Ok,
            ExecutedVersion = target.Spec.Version,
            EventStream = isDryRun ? null : async (events, cancellation) =>
            {
                var response = new ResponseEvents(events);
                var streamed = admitted with { Invocation = admitted.Invocation with { Stream = response } };
                var outcome = await _invoker.RunAdmitted(target, streamed).ConfigureAwait(false);
                await response.End(outcome, cancellation).ConfigureAwait(false);
            },
        };
    }

    /// <param name="invocation">All of it but the ARN, which follows from the names.</param>
    private async ValueTask<InvocationResponse> Invoke(
        string accountId, string region, string functionName, string? qualifier, string? type, Invocation invocation)
    {
        var target = await Catalog.Find(accountId, region, functionName, qualifier, CancellationToken.None).ConfigureAwait(false);
        invocation = invocation with { InvokedArn = target.InvokedArn };
        switch (type ?? InvocationType.RequestResponse)
        {
            case InvocationType.Event:
                await Queue(target, invocation).ConfigureAwait(false);
                return new InvocationResponse { StatusCode = Accepted };
            case InvocationType.DryRun:
                Invoker.CheckRunnable(target);
                return new InvocationResponse { StatusCode = NoContent };
            case InvocationType.RequestResponse:
                var outcome = await _invoker.Run(target, invocation).ConfigureAwait(false);
                return new InvocationResponse
                {
                    StatusCode = Ok,
                    FunctionError = outcome.Error?.ToString(),
                    LogResult = outcome.LogTail is { } tail ? Convert.ToBase64String(tail.Span) : null,
                    Payload = outcome.Payload,
                    ExecutedVersion = target.Spec.Version,
                };
            default:
                // Tasks come without the model's checks.
                throw Errors.Constraint("invocationType", type!, "Member must satisfy enum value set: [Event, RequestResponse, DryRun]");
        }
    }

    /// <summary>Durable when it returns.</summary>
    private async ValueTask Queue(FunctionTarget target, Invocation invocation)
    {
        Payloads.CheckEvent(invocation.Payload);
        Invoker.CheckActive(target);
        var queued = new QueueEvent(
            invocation.RequestId, target.Qualifier, invocation.Payload.ToArray(), invocation.ClientContext, invocation.TraceHeader);
        await Partitions.Ask<EventQueued>(QueueKind.AddressOf(target.FunctionArn), queued).ConfigureAwait(false);
        _metrics.Received(target);
    }

    /// <summary>The trace header with an id of a trace, a new one if the caller gives none. Whether it is sampled is left to others.</summary>
    private string Rooted(string? header)
    {
        if (header?.Contains("Root=", StringComparison.OrdinalIgnoreCase) is true)
            return header;
        var (trace, parent) = (_newGuid().ToString("N"), _newGuid().ToString("N"));
        var root = $"Root=1-{_time.GetUtcNow().ToUnixTimeSeconds():x8}-{trace[..24]};Parent={parent[..16]}";
        return string.IsNullOrEmpty(header) ? root : $"{root};{header}";
    }

    private ValueTask<FunctionTarget> Find(RequestContext context, string functionName, string? qualifier) =>
        Catalog.Find(context.AccountId, context.Region, functionName, qualifier, context.Aborted);
}
