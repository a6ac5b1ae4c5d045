using System.Net;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Wire;
using Stepwell.Wire.Http;
using Stepwell.Wire.SigV4;

namespace Stepwell.Bench.Load;

/// <summary>
/// The ceiling: the product's own HTTP server, decoding and encoding, with handlers that answer at once and keep nothing. Runs as a
/// process of its own, like the real one.
/// </summary>
internal sealed class EmptyServer : StepFunctionsServiceBase
{
    public const string Command = "empty-server";

    private const string Data = """{"n":1,"s1":1,"s2":2,"s3":3,"s4":4,"s5":5}""";
    private static readonly CloudWatchEventsExecutionDataDetails Included = new() { Included = true };
    private static readonly BillingDetails Billing = new() { BilledMemoryUsedInMB = 64, BilledDurationInMilliseconds = 100 };
    private static readonly DateTimeOffset Date = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override ValueTask<StartExecutionOutput> StartExecution(StartExecutionInput input, RequestContext context)
    {
        var arn = $"{input.StateMachineArn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{input.Name}";
        return new(new StartExecutionOutput { ExecutionArn = arn, StartDate = Date });
    }

    public override ValueTask<StartSyncExecutionOutput> StartSyncExecution(StartSyncExecutionInput input, RequestContext context) =>
        new(new StartSyncExecutionOutput
        {
            ExecutionArn = $"{input.StateMachineArn.Replace(":stateMachine:", ":express:", StringComparison.Ordinal)}:{input.Name}:id",
            StateMachineArn = input.StateMachineArn,
            Name = input.Name,
            Status = "SUCCEEDED",
            StartDate = Date,
            StopDate = Date,
            Input = input.Input,
            Output = Data,
            InputDetails = Included,
            OutputDetails = Included,
            BillingDetails = Billing,
        });

    public override ValueTask<DescribeExecutionOutput> DescribeExecution(DescribeExecutionInput input, RequestContext context) =>
        new(new DescribeExecutionOutput
        {
            ExecutionArn = input.ExecutionArn,
            StateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:five-pass",
            Name = input.ExecutionArn[(input.ExecutionArn.LastIndexOf(':') + 1)..],
            Status = "SUCCEEDED",
            StartDate = Date,
            StopDate = Date,
            Input = """{"n":1}""",
            Output = Data,
        });

    public override ValueTask<ListExecutionsOutput> ListExecutions(ListExecutionsInput input, RequestContext context) =>
        new(new ListExecutionsOutput { Executions = [] });

    /// <summary>Serves until the process is killed.</summary>
    public static async Task RunAsync(int port, IReadOnlyList<AccessKey> accessKeys)
    {
        await using var server = new WireServer(new WireServerOptions
        {
            Endpoints = [new IPEndPoint(IPAddress.Loopback, port)],
            Services = [new EmptyServer()],
            NewRequestId = SequentialIds(),
            AccessKeys = accessKeys,
        });
        await server.StartAsync();
        Console.WriteLine($"The empty server is ready on http://127.0.0.1:{port}");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
    }

    private static Func<Guid> SequentialIds()
    {
        var last = 0;
        return () => new Guid(Interlocked.Increment(ref last), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
