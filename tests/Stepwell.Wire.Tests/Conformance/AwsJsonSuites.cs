using System.Reflection;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>All awsJson cases of Smithy and botocore, and the models they need, generated and compiled once.</summary>
internal sealed class AwsJsonSuites
{
    private static readonly Lazy<AwsJsonSuites?> Loaded = new(
        () => ConformanceData.TryRead("smithy/awsJson1_0.json") is null ? null : new AwsJsonSuites());
    private readonly Dictionary<string, JsonObject> _models = [];
    private readonly HashSet<string> _forClients = [];
    private readonly Lazy<Assembly> _assembly;

    private AwsJsonSuites()
    {
        AddSmithy("awsJson1_0", "1.0");
        AddSmithy("awsJson1_1", "1.1");
        foreach (var protocol in (string[])["json", "json_1_0", "json_1_0-query-compatible"])
        {
            AddBotocore(protocol, "input");
            AddBotocore(protocol, "output");
        }

        _assembly = new(() => ModelAssembly.Compile(_models));
    }

    /// <summary>Null where there is no conformance data.</summary>
    public static AwsJsonSuites? Instance => Loaded.Value;

    public List<ProtocolCase> Requests { get; } = [];

    public List<ProtocolCase> Responses { get; } = [];

    /// <summary>Smithy marks it as one that only clients have to pass.</summary>
    public bool IsForClients(ProtocolCase test) => _forClients.Contains(test.Id);

    public JsonObject Model(ProtocolCase test) => _models[test.Model];

    /// <summary>A service of the case's model that answers with what <paramref name="answer"/> returns or throws.</summary>
    public AwsService Service(ProtocolCase test, Func<string, object, object> answer) =>
        (AwsService)Activator.CreateInstance(Type(test, "Recorder"), answer)!;

    public Type Type(ProtocolCase test, string name) => _assembly.Value.GetType($"{test.Model}.Api.{name}", throwOnError: true)!;

    private void AddSmithy(string file, string jsonVersion)
    {
        var source = ConformanceData.Read($"smithy/{file}.json");
        foreach (var (service, _) in source["services"]!.AsObject())
            _models[$"{file}.{service}"] = SmithyModel.Convert(source, service, jsonVersion);
        foreach (var (name, operation) in source["operations"]!.AsObject())
        {
            foreach (var test in operation!["requestTests"]?.AsArray() ?? [])
                Requests.Add(Smithy(file, source, name, test!, (string?)operation["input"], isError: false));
            foreach (var test in operation["responseTests"]?.AsArray() ?? [])
                Responses.Add(Smithy(file, source, name, test!, (string?)operation["output"], isError: false));
        }

        foreach (var (_, error) in source["errors"]!.AsObject())
        {
            var shape = (string)error!["shape"]!;
            bool Throws(JsonNode operation) => operation["errors"]?.AsArray().Any(thrown => (string)thrown! == shape) == true;
            var thrower = source["operations"]!.AsObject().First(operation => Throws(operation.Value!)).Key;
            foreach (var test in error["responseTests"]!.AsArray())
                Responses.Add(Smithy(file, source, thrower, test!, shape, isError: true));
        }
    }

    private ProtocolCase Smithy(string file, JsonNode source, string operation, JsonNode test, string? shape, bool isError)
    {
        var id = (string)test["id"]!;
        if ((string?)test["appliesTo"] == "client") _forClients.Add(id);
        // Which service an operation belongs to shows in the targets of its cases alone.
        var target = (string?)source["operations"]![operation]!["requestTests"]?[0]!["headers"]?["X-Amz-Target"];
        var service = target?[..target.IndexOf('.')] ?? source["services"]!.AsObject().First().Key;
        return new(
            $"smithy/{file}/{operation}/{id}",
            $"{file}.{service}",
            operation,
            shape is null ? null : SmithyModel.Name(shape),
            test["params"]?.AsObject() ?? [],
            test["headers"]?.AsObject() ?? [],
            (string?)test["body"],
            (int?)test["code"] ?? 0,
            isError);
    }

    private void AddBotocore(string protocol, string direction)
    {
        var suites = ConformanceData.Read($"protocols/{direction}/{protocol}.json").AsArray();
        for (var i = 0; i < suites.Count; i++)
        {
            var suite = suites[i]!;
            var model = $"Botocore.{protocol.Replace('-', '_')}_{direction}_{i}";
            var operation = (string)suite["operation"]!;
            var given = suite["cases"]![0]!["given"]!;
            var shapes = suite["shapes"]!.DeepClone().AsObject();
            foreach (var (_, shape) in shapes)
                if ((bool?)shape!["exception"] == true) shape["error"] = Error(shape);
            var metadata = suite["metadata"]!.DeepClone().AsObject();
            metadata.TryAdd("serviceFullName", "Test");
            var operations = new JsonObject { [operation] = given.DeepClone() };
            _models[model] = new() { ["metadata"] = metadata, ["operations"] = operations, ["shapes"] = shapes };
            foreach (var test in suite["cases"]!.AsArray())
            {
                if (direction == "input") Requests.Add(Request(protocol, model, operation, given, test!));
                else Responses.Add(Response(protocol, model, operation, given, test!));
            }
        }
    }

    private static ProtocolCase Request(string protocol, string model, string operation, JsonNode given, JsonNode test) => new(
        $"botocore/{protocol}/{operation}/{test["id"]}",
        model,
        operation,
        (string?)given["input"]?["shape"],
        test["params"]?.AsObject() ?? [],
        test["serialized"]!["headers"]?.AsObject() ?? [],
        (string?)test["serialized"]!["body"],
        0,
        false);

    private static ProtocolCase Response(string protocol, string model, string operation, JsonNode given, JsonNode test)
    {
        var isError = test["error"] is not null;
        return new(
            $"botocore/{protocol}/{operation}/{test["id"]}",
            model,
            operation,
            isError ? (string?)given["errors"]![0]!["shape"] : (string?)given["output"]?["shape"],
            (test["error"] ?? test["result"])?.AsObject() ?? [],
            test["response"]!["headers"]?.AsObject() ?? [],
            (string?)test["response"]!["body"],
            (int)test["response"]!["status_code"]!,
            isError);
    }

    private static JsonObject Error(JsonNode shape)
    {
        var error = new JsonObject { ["fault"] = (bool?)shape["fault"] == true ? "server" : "client" };
        if (shape["error"]?["code"] is { } code) error["queryCode"] = code.DeepClone();
        return error;
    }
}
