using System.Threading.Channels;
using Stepwell.Functions;
using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Operations;
using Stepwell.Services.Logs.Streams;
using Stepwell.Wire;

namespace Stepwell.Hosting;

/// <summary>
/// The output of functions goes to the log groups of this server, which are made when a function first writes, as AWS does. A crash loses what
/// waits.
/// </summary>
internal sealed class FunctionLogs : IFunctionLogs, IAsyncDisposable
{
    /// <summary>Beyond this, what functions write is lost rather than kept in memory.</summary>
    private const int MaxWaiting = 10_000;

    private readonly Channel<Output> _waiting = Channel.CreateBounded<Output>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly LogsService _logs;
    private readonly Action<Exception> _faulted;
    private readonly Task _delivering;

    /// <param name="faulted">Gets what should not have happened; what comes later is delivered all the same.</param>
    public FunctionLogs(LogsService logs, Action<Exception> faulted)
    {
        (_logs, _faulted) = (logs, faulted);
        _delivering = Task.Run(Deliver);
    }

    public void Write(FunctionSpec function, string logStream, IReadOnlyList<FunctionLogLine> lines) =>
        _waiting.Writer.TryWrite(new Output(function, logStream, lines));

    /// <summary>Delivers what waits, as long as the partitions take it.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _delivering.ConfigureAwait(false);
    }

    private async Task Deliver()
    {
        await foreach (var output in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await Deliver(output).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                _faulted(fault);
            }
        }
    }

    private async ValueTask Deliver(Output output)
    {
        var function = output.Function;
        var group = $"arn:aws:logs:{function.Region}:{function.AccountId}:log-group:{function.LogGroup}";
        if (!_logs.HasGroup(group))
            await CreateGroup(function).ConfigureAwait(false);
        _logs.Deliver(group, output.LogStream, [.. output.Lines.Select(line => new LogLine(line.TimestampMs, line.Message))]);
    }

    private async ValueTask CreateGroup(FunctionSpec function)
    {
        var context = new RequestContext { AccountId = function.AccountId, Region = function.Region, RequestId = "", Host = "" };
        try
        {
            await _logs.CreateLogGroup(new CreateLogGroupRequest { LogGroupName = function.LogGroup }, context).ConfigureAwait(false);
        }
        catch (ResourceAlreadyExistsException)
        {
            // Somebody else was quicker.
        }
    }

    private sealed record Output(FunctionSpec Function, string LogStream, IReadOnlyList<FunctionLogLine> Lines);
}
