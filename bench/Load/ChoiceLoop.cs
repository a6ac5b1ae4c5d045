using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;
using Stepwell.Bench.Load.Machine;

namespace Stepwell.Bench.Load;

/// <summary>
/// One execution alone that counts in a loop of a Pass and a Choice state until its history is full. Then it must fail as documented: with
/// event 25,000.
/// </summary>
internal sealed class ChoiceLoop(Options options, string dataFolder)
{
    private const int Executions = 30;
    private const int WarmUp = 10;
    private const int MostEvents = 25_000;

    private const string JsonPath =
        """
        {"StartAt":"Count","States":{
          "Count":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Next":"Enough"},
          "Enough":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericGreaterThan":1000000,"Next":"Done"}],"Default":"Count"},
          "Done":{"Type":"Succeed"}}}
        """;

    private const string Jsonata =
        """
        {"QueryLanguage":"JSONata","StartAt":"Count","States":{
          "Count":{"Type":"Pass","Output":{"n":"{% $states.input.n + 1 %}"},"Next":"Enough"},
          "Enough":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.n > 1000000 %}","Next":"Done"}],"Default":"Count"},
          "Done":{"Type":"Succeed"}}}
        """;

    public Report Run()
    {
        using var product = new Product(options, Path.Combine(dataFolder, "data"));
        return new Report("choice-loop", [], [Measure(product, "JSONPath", JsonPath), Measure(product, "JSONata", Jsonata)]);
    }

    private static JsonObject Measure(Product product, string language, string definition)
    {
        var (server, requests) = (product.Endpoint, new Requests(product.Endpoint));
        Client.Call(server, requests.CreateStateMachine(language, definition));
        Load(product, language, WarmUp, out _);
        var meter = product.StartMeter();
        var sample = Load(product, language, Executions, out var lastName);
        var used = meter.Stop();
        var (transitions, end) = ReadHistory(product, language, lastName);
        var seconds = sample.Milliseconds(0.50) / 1000;
        return new JsonObject
        {
            ["language"] = language,
            ["transitions"] = transitions,
            ["p50 ms"] = Report.Round(sample.Milliseconds(0.50)),
            ["p99 ms"] = Report.Round(sample.Milliseconds(0.99)),
            ["transitions/s"] = Report.Round(transitions / seconds),
            ["x AWS"] = Peers.Ratio(transitions / seconds, Peers.AwsTransitionsPerSecond),
            ["CPU us/transition"] = Report.Round(used.CpuSeconds * 1e6 / Executions / transitions),
            ["written B/transition"] = Report.Round((double)used.BytesWritten / Executions / transitions),
            ["foreign"] = Report.Round(used.ForeignCores),
            ["end"] = end,
        };
    }

    private static Sample Load(Product product, string machine, int executions, out byte[] lastName)
    {
        var requests = new Requests(product.Endpoint);
        var names = FivePassLoad.NewNames();
        lastName = ExecutionDialogue.NameOf(names, executions - 1);
        var dialogue = new ExecutionDialogue(
            requests.StartExecution(machine), requests.OfExecution(machine, "DescribeExecution"), names, isPatient: true, status: "FAILED");
        return LoadLoop.Run(product.Endpoint, clients: 1, dialogue, Schedule.Of(executions));
    }

    /// <summary>The number of states entered, and what the last event says.</summary>
    /// <exception cref="InvalidOperationException">It has not ended as documented.</exception>
    private static (int Transitions, string End) ReadHistory(Product product, string machine, byte[] name)
    {
        var requests = new Requests(product.Endpoint);
        using var page = JsonDocument.Parse(Client.Call(
            product.Endpoint, requests.OfExecution(machine, "GetExecutionHistory", ""","reverseOrder":true,"maxResults":1"""), name));
        var last = page.RootElement.GetProperty("events")[0];
        if (last.GetProperty("id").GetInt64() != MostEvents || last.GetProperty("type").GetString() != "ExecutionFailed")
            throw new InvalidOperationException($"{Encoding.ASCII.GetString(name)} ended with {last}");
        var details = last.GetProperty("executionFailedEventDetails");
        // The first event and the last are the execution's; each state has one when it is entered and one when it is left.
        return ((MostEvents - 2) / 2, $"{details.GetProperty("error")}: {details.GetProperty("cause")}");
    }
}
