using System.Threading.Channels;
using Stepwell.Integrations;
using Stepwell.States.Definition;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>An integration whose tasks end when and as the test says.</summary>
internal sealed class Gate : ITaskIntegration
{
    public const string Resource = "arn:aws:states:::aws-sdk:sqs:listQueues";

    public const string HttpResource = "arn:aws:states:::http:invoke";

    /// <summary>The resource asks for the field.</summary>
    public const string Parameters = ",\"Parameters\":{}";

    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();

    public bool Handles(TaskResource resource) => resource.Arn is Resource or HttpResource;

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var call = new Call(request, aborted);
        await _calls.Writer.WriteAsync(call, CancellationToken.None);
        return await call.Outcome.Task.WaitAsync(aborted);
    }

    /// <summary>The next task that has come to be carried out.</summary>
    public Task<Call> NextCall() => _calls.Reader.ReadAsync().AsTask().Soon("a task for the integration");

    public bool HasCall => _calls.Reader.TryPeek(out _);

    public sealed record Call(TaskRequest Request, CancellationToken Aborted)
    {
        public TaskCompletionSource<TaskOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
