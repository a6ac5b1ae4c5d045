using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Simulation.Workflows;
using Stepwell.Simulation.Worlds;

namespace Stepwell.Simulation.Clients;

/// <summary>
/// Those who poll activities and those who hold task tokens. They answer, send heartbeats, answer twice and too late, try tokens that they
/// made up, hang up while they poll, and forget what they were to do.
/// </summary>
internal sealed class Workers(World world)
{
    private const int PollerCount = 2;

    private readonly List<HeldTask> _held = [];
    private readonly HashSet<string> _known = [];
    private readonly List<CancellationTokenSource> _polls = [];

    /// <summary>A token may come more than once: the call that brings it is repeated after a crash.</summary>
    public void Hold(HeldTask task)
    {
        if (_known.Add(task.Token))
            _held.Add(task);
    }

    public void Step(Random random)
    {
        if (_polls.Count < PollerCount && world.Operator.HasActivities)
            Poll(Arns.Activities[random.Next(Arns.Activities.Length)]);
        else if (_polls.Count > 0 && random.Next(40) == 0)
            _polls[random.Next(_polls.Count)].Cancel();
        else if (_held.Count > 0)
            Work(_held[random.Next(_held.Count)], random);
    }

    private void Poll(string activity)
    {
        var hangUp = new CancellationTokenSource();
        var context = new Wire.RequestContext
        {
            AccountId = Arns.AccountId,
            Region = Arns.Region,
            RequestId = "poll",
            Host = "",
            Aborted = hangUp.Token,
        };
        _polls.Add(hangUp);
        var input = new GetActivityTaskInput { ActivityArn = Arns.Activity(activity), WorkerName = "worker" };
        world.Calls.Make($"poll {activity}", world.Server.Service.GetActivityTask(input, context), Answered, () => _polls.Remove(hangUp));

        void Answered(GetActivityTaskOutput? output, Wire.AwsException? error)
        {
            _polls.Remove(hangUp);
            if (error is not null)
                throw new InvalidOperationException($"A poll of {activity} was refused.", error);
            // Who has hung up does not hear the answer.
            if (output!.TaskToken is not { } token || hangUp.IsCancellationRequested)
                return;
            world.Ledger.Give(token);
            Hold(new HeldTask(token, JsonValue.Parse(output.Input!)));
        }
    }

    private void Work(HeldTask task, Random random)
    {
        if (task.CallsUnderWay > random.Next(3))
            return;
        var isSteady = world.Scenario.Traits.IsSteady;
        switch (random.Next(8))
        {
            case 0 or 1:
                Beat(task);
                break;
            case 2:
                TryForged(task, random);
                break;
            case 3 when task.IsOver || task.Parameters["hangs"].GetBoolean() || (!isSteady && random.Next(4) == 0):
                _held.Remove(task);
                break;
            default:
                Answer(task, isSteady || random.Next(4) > 0 ? Answers.To(task.Parameters) : new TaskOutcome.Failed("Mood", "No reason."));
                break;
        }
    }

    private void Answer(HeldTask task, TaskOutcome? outcome)
    {
        var service = world.Server.Service;
        switch (outcome)
        {
            case TaskOutcome.Succeeded(var output):
                var success = new SendTaskSuccessInput { TaskToken = task.Token, Output = output.ToString() };
                Send(task, "succeed", service.SendTaskSuccess(success, Calls.Context), () => Finish(() => world.Ledger.Succeed(task.Token, output)));
                break;
            case TaskOutcome.Failed(var error, var cause):
                var failure = new SendTaskFailureInput { TaskToken = task.Token, Error = error, Cause = cause };
                Send(task, "fail", service.SendTaskFailure(failure, Calls.Context), () => Finish(() => world.Ledger.Fail(task.Token, error)));
                break;
        }

        void Finish(Action enter)
        {
            task.IsOver = true;
            enter();
        }
    }

    private void Beat(HeldTask task) => Send(
        task,
        "heartbeat",
        world.Server.Service.SendTaskHeartbeat(new SendTaskHeartbeatInput { TaskToken = task.Token }, Calls.Context),
        () => world.Ledger.Beat(task.Token));

    private void Send<T>(HeldTask task, string text, ValueTask<T> request, Action accepted)
        where T : class
    {
        task.CallsUnderWay++;
        world.Calls.Make($"{text} {task.Token[..8]}", request, Answered, () => task.CallsUnderWay--);

        void Answered(T? output, Wire.AwsException? error)
        {
            task.CallsUnderWay--;
            if (error is TaskTimedOutException)
                task.IsOver = true;
            else if (error is not null)
                throw new InvalidOperationException($"{text} was refused.", error);
            else
                accepted();
        }
    }

    private void TryForged(HeldTask task, Random random)
    {
        var place = random.Next(8);
        var forged = task.Token[..place] + (task.Token[place] == 'A' ? 'B' : 'A') + task.Token[(place + 1)..];
        var input = new SendTaskSuccessInput { TaskToken = forged, Output = "\"forged\"" };
        world.Calls.Make("forge", world.Server.Service.SendTaskSuccess(input, Calls.Context), Answered, () => { });

        static void Answered(SendTaskSuccessOutput? output, Wire.AwsException? error)
        {
            if (error is not TaskTimedOutException)
                throw new InvalidOperationException("A forged token was accepted.", error);
        }
    }
}
