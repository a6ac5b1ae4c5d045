using Stepwell.Services.StepFunctions.Api;
using Stepwell.Simulation.Checks;
using Stepwell.Simulation.Workflows;
using Stepwell.Simulation.Worlds;
using ExecutionStatus = Stepwell.States.Engine.ExecutionStatus;

namespace Stepwell.Simulation.Clients;

/// <summary>
/// The client that creates machines and activities, starts, stops and updates. It has a fixed list of orders, asks for each until it has an
/// answer, and knows what the answer has to be.
/// </summary>
internal sealed class Operator
{
    public const string Machine = "main";

    private readonly World _world;
    private readonly List<Order> _orders = [];
    private readonly HashSet<string> _attempted = [];
    private Order? _current;
    private int _createdCount;
    private readonly int _setUpCount;

    public Operator(World world)
    {
        _world = world;
        var scenario = world.Scenario;
        var random = new Random(scenario.Seed);
        foreach (var name in Arns.Activities)
            Add($"create activity {name}", () => CreateActivity(name), () => true);
        if (scenario.Traits.HasChildren)
            Add("create child", () => Create(Traits.ChildMachine, scenario.ChildDefinition), () => true);
        Add("create main", () => Create(Machine, scenario.Definition), () => true);
        _setUpCount = _orders.Count;

        foreach (var i in Enumerable.Range(0, scenario.StartCount))
        {
            var (name, input) = ($"run{i}", $$"""{"v": {{random.Next(10)}}, "text": "x\u0041é"}""");
            Add($"start {name}", () => Start(name, input), () => _createdCount == _setUpCount);
            if (random.Next(3) == 0)
                Add($"start {name} again", () => StartAgain(name, input), () => IsStarted(name));
            if (random.Next(3) == 0)
                Add($"start {name} with other input", () => StartOtherwise(name), () => IsStarted(name));
            if ((scenario.StartCount > 1 && random.Next(5) == 0) || scenario.Traits.IsInterrupted)
            {
                Stopped.Add(name);
                Add($"stop {name}", () => Stop(name), () => IsStarted(name) && (!scenario.Traits.IsInterrupted || (scenario.Seed + i) % 2 == 0 || IsMapRunOver(name)));
                if (i % 2 == 0 || scenario.Traits.IsInterrupted)
                    Add($"redrive {name}", () => Redrive(name, name), () => Ledger.Stops.ContainsKey(Arns.Execution(Machine, name)));
            }
            if (scenario.Traits.IsInterrupted || !scenario.Traits.IsSteady)
                Add($"redrive {name} at its end", () => Redrive(name, $"{name} at its end"), () => HasEnded(name));
        }

        if (random.Next(3) == 0)
            Add("update", Update, () => _createdCount == _setUpCount);
    }

    /// <summary>Names of executions that are stopped at some time.</summary>
    public HashSet<string> Stopped { get; } = [];

    public bool IsDone => _orders.TrueForAll(order => order.IsDone);

    public bool HasActivities => _createdCount == _setUpCount;

    private Services.StepFunctions.Operations.StepFunctionsService Service => _world.Server.Service;

    private Ledger Ledger => _world.Ledger;

    public void Step(Random random)
    {
        var ready = _orders.FindAll(order => order is { IsDone: false, IsAsked: false } && order.IsReady());
        if (ready.Count == 0)
            return;
        var order = ready[random.Next(ready.Count)];
        order.IsAsked = true;
        _current = order;
        order.Ask();
    }

    /// <summary>Whether nothing else will be asked of it.</summary>
    private bool HasEnded(string name) =>
        _orders.TrueForAll(order => order.IsDone || order.Text.EndsWith("at its end", StringComparison.Ordinal) || !order.Text.Contains(name, StringComparison.Ordinal))
        && Journals.Find(_world.Server.Store, Arns.Execution(Machine, name)) is { IsClosed: true };

    /// <summary>Whether its Map Run has ended, of which it may not know yet.</summary>
    private bool IsMapRunOver(string name) => Journals.MapRunStatus(_world.Server.Store, Arns.Execution(Machine, name)) is not (null or ExecutionStatus.Running);

    private bool IsStarted(string name) => Ledger.Starts.ContainsKey(Arns.Execution(Machine, name));

    private void Add(string text, Action ask, Func<bool> isReady) => _orders.Add(new Order(text, ask, isReady));

    /// <param name="settle">Throws when the answer is wrong.</param>
    private void Call<T>(ValueTask<T> request, Action<T> settle, Func<Wire.AwsException, bool>? isExpected = null)
        where T : class
    {
        var order = _current!;
        _world.Calls.Make(order.Text, request, Answered, () => order.IsAsked = false);

        void Answered(T? output, Wire.AwsException? error)
        {
            order.IsDone = true;
            if (error is null)
                settle(output!);
            else if (isExpected is null || !isExpected(error))
                throw new InvalidOperationException($"{order.Text} was refused.", error);
        }
    }

    private void CreateActivity(string name) => Call(
        Service.CreateActivity(new CreateActivityInput { Name = name }, Calls.Context), _ => _createdCount++);

    private void Create(string name, string definition)
    {
        if (name == Machine && Ledger.Revisions.Count == 0)
            Ledger.Revisions.Add(definition);
        var input = new CreateStateMachineInput { Name = name, Definition = definition, RoleArn = Arns.Role };
        Call(Service.CreateStateMachine(input, Calls.Context), _ => _createdCount++);
    }

    private void Update()
    {
        if (Ledger.Revisions.Count == 1)
            Ledger.Revisions.Add(_world.Scenario.Successor);
        var input = new UpdateStateMachineInput { StateMachineArn = Arns.StateMachine(Machine), Definition = _world.Scenario.Successor };
        Call(Service.UpdateStateMachine(input, Calls.Context), _ => Ledger.AcknowledgedRevision = 1);
    }

    private void Start(string name, string input)
    {
        var arn = Arns.Execution(Machine, name);
        var isFirst = _attempted.Add(name);
        var oldest = isFirst ? Ledger.AcknowledgedRevision : 0;
        Call(
            Begin(name, input),
            output => Ledger.Starts[arn] = new StartFact(input, output.StartDate, oldest),
            // An earlier attempt was heard although its answer was lost, and the execution has ended since.
            error =>
            {
                Ledger.Starts[arn] = new StartFact(input, Journals.Find(_world.Server.Store, arn)!.StartDate, oldest);
                return error is ExecutionAlreadyExistsException && !isFirst && Journals.Find(_world.Server.Store, arn)!.HasEnded;
            });
    }

    private void StartAgain(string name, string input)
    {
        var arn = Arns.Execution(Machine, name);
        Call(
            Begin(name, input),
            output => Expect(output.StartDate == Ledger.Starts[arn].StartDate, "Another execution was started under the same name."),
            error => error is ExecutionAlreadyExistsException && Journals.Find(_world.Server.Store, arn)!.HasEnded);
    }

    private void StartOtherwise(string name) => Call(
        Begin(name, """{"v": 1, "other": true}"""),
        _ => Expect(false, "A name was used twice for different inputs."),
        error => error is ExecutionAlreadyExistsException);

    private ValueTask<StartExecutionOutput> Begin(string name, string input) => Service.StartExecution(
        new StartExecutionInput { StateMachineArn = Arns.StateMachine(Machine), Name = name, Input = input }, Calls.Context);

    private void Stop(string name)
    {
        var arn = Arns.Execution(Machine, name);
        var input = new StopExecutionInput { ExecutionArn = arn, Error = "Enough", Cause = "Someone said so." };
        Call(Service.StopExecution(input, Calls.Context), output => Ledger.Stops[arn] = output.StopDate);
    }

    /// <summary>Refused when the execution had succeeded before it could be stopped, or goes on since an attempt whose answer was lost.</summary>
    private void Redrive(string name, string token)
    {
        var arn = Arns.Execution(Machine, name);
        var input = new RedriveExecutionInput { ExecutionArn = arn, ClientToken = token };
        Call(
            Service.RedriveExecution(input, Calls.Context),
            output => Ledger.Redrives[arn] = output.RedriveDate,
            error => error is ExecutionNotRedrivableException && Journals.Find(_world.Server.Store, arn) is { IsRedriven: true } or { Status: ExecutionStatus.Succeeded });
    }

    private static void Expect(bool holds, string text)
    {
        if (!holds)
            throw new InvalidOperationException(text);
    }

    private sealed record Order(string Text, Action Ask, Func<bool> IsReady)
    {
        public bool IsAsked { get; set; }

        public bool IsDone { get; set; }
    }
}
