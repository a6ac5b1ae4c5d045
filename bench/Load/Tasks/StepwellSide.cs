using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load.Tasks;

/// <summary>Standard executions of five Task states, each of which adds one.</summary>
internal sealed class StepwellSide : ISide
{
    private const int States = 5;
    private const string Machine = "five-tasks";

    /// <summary>Enough for what 256 clients have under way.</summary>
    private const string Connections = "256";

    private readonly Product _product;
    private readonly ServerProcess _worker;

    private StepwellSide(string name, Product product, ServerProcess worker, JsonObject task)
    {
        Name = name;
        _product = product;
        _worker = worker;
        Client.Call(product.Endpoint, new Requests(product.Endpoint).CreateStateMachine(Machine, Definition(task)));
    }

    public string Name { get; }

    public IReadOnlyList<int> Processes => [.. _product.Processes, _worker.Id];

    /// <param name="script">Of the worker, which polls.</param>
    public static StepwellSide WithActivity(string name, Product product, string script)
    {
        var arn = Requests.Activity("step");
        Client.Call(product.Endpoint, new Requests(product.Endpoint).CreateActivity("step"));
        var worker = NodePrograms.StartServer(script, $"http://{product.Endpoint}", arn, Connections);
        return new StepwellSide(name, product, worker, new JsonObject { ["Type"] = "Task", ["Resource"] = arn });
    }

    /// <param name="worker">Gets each task by HTTP.</param>
    public static StepwellSide WithHttp(string name, Product product, ServerProcess worker)
    {
        var parameters = new JsonObject
        {
            ["ApiEndpoint"] = $"http://{worker.Endpoint}/step",
            ["Method"] = "POST",
            ["RequestBody.$"] = "$",
        };
        return new StepwellSide(name, product, worker, new JsonObject
        {
            ["Type"] = "Task",
            ["Resource"] = "arn:aws:states:::http:invoke",
            ["Parameters"] = parameters,
            ["OutputPath"] = "$.ResponseBody",
        });
    }

    public Figures Run(int clients, TimeSpan duration, double? perSecond)
    {
        var requests = new Requests(_product.Endpoint);
        var dialogue = new ExecutionDialogue(
            requests.StartExecution(Machine), requests.OfExecution(Machine, "DescribeExecution"), FivePassLoad.NewNames(), isPatient: true);
        return Figures.Of(LoadLoop.Run(_product.Endpoint, clients, dialogue, Schedule.Of(duration, perSecond)));
    }

    public void Dispose()
    {
        _worker.Dispose();
        _product.Dispose();
    }

    private static string Definition(JsonObject task)
    {
        var states = new JsonObject();
        for (var index = 1; index <= States; index++)
        {
            var state = task.DeepClone().AsObject();
            state.Add(index < States ? new("Next", $"S{index + 1}") : new("End", true));
            states.Add($"S{index}", state);
        }
        return new JsonObject { ["StartAt"] = "S1", ["States"] = states }.ToJsonString();
    }
}
