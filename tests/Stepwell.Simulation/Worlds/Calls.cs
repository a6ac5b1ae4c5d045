using Stepwell.Partitions;
using Stepwell.Wire;

namespace Stepwell.Simulation.Worlds;

/// <summary>Requests whose answer is still to come.</summary>
internal sealed class Calls(World world)
{
    public static readonly RequestContext Context = new()
    {
        AccountId = Workflows.Arns.AccountId,
        Region = Workflows.Arns.Region,
        RequestId = "simulated",
        Host = "",
    };

    private readonly List<Call> _open = [];

    /// <param name="answered">Gets the answer, or the error that the API answers.</param>
    /// <param name="lost">It is not known whether the request was heard.</param>
    public void Make<T>(string text, ValueTask<T> request, Action<T?, AwsException?> answered, Action lost)
        where T : class
    {
        world.Note($"{text} …");
        var task = request.AsTask();
        _open.Add(new Call(text, task, lost, () =>
        {
            if (task.IsCompletedSuccessfully)
                answered(task.Result, null);
            else if (task.Exception?.InnerException is AwsException error)
                answered(null, error);
            else if (task.Exception?.InnerException is PartitionException)
                lost();
            else
                throw new InvalidOperationException($"{text} failed.", task.Exception);
        }));
    }

    public void Collect()
    {
        for (var i = 0; i < _open.Count;)
        {
            var call = _open[i];
            if (!call.Task.IsCompleted)
            {
                i++;
                continue;
            }

            _open.RemoveAt(i);
            world.Note($"{call.Text} → {Outcome(call.Task)}");
            call.Collect();
        }
    }

    /// <summary>The server is gone, and with it all connections.</summary>
    public void Lose()
    {
        foreach (var call in _open)
            call.Lost();
        _open.Clear();
    }

    private static string Outcome(Task task) => task.Exception?.InnerException?.GetType().Name ?? "answered";

    private sealed record Call(string Text, Task Task, Action Lost, Action Collect);
}
