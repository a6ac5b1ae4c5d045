using System.Reflection;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>The cases of Smithy and botocore for some protocol, and the models they need, generated and compiled once.</summary>
internal sealed class ProtocolSuites
{
    private readonly Dictionary<string, JsonObject> _models = [];
    private readonly HashSet<string> _forClients = [];
    private readonly Lazy<Assembly> _assembly;

    private ProtocolSuites(string[] smithy, string[] botocore)
    {
        foreach (var file in smithy) AddSmithy(file);
        foreach (var protocol in botocore)
        {
            AddBotocore(protocol, "input");
            // It has nothing but a request.
            if (!protocol.EndsWith("non-query-compatible", StringComparison.Ordinal)) AddBotocore(protocol, "output");
        }

        _assembly = new(() => ModelAssembly.Compile(_models));
    }

    /// <summary>Null where there is no conformance data; so are the others.</summary>
    public static ProtocolSuites? Json { get; } = Load(["awsJson1_0", "awsJson1_1"], ["json", "json_1_0", "json_1_0-query-compatible"]);

    public static ProtocolSuites? Query { get; } = Load(["awsQuery"], ["query"]);

    public static ProtocolSuites? Cbor { get; } = Load(
        ["rpcv2Cbor"],
        ["smithy-rpc-v2-cbor", "smithy-rpc-v2-cbor-query-compatible", "smithy-rpc-v2-cbor-non-query-compatible"]);

    public static ProtocolSuites? Rest { get; } = Load(["restJson1"], ["rest-json"]);

    public List<ProtocolCase> Requests { get; } = [];

    public List<ProtocolCase> Responses { get; } = [];

    /// <summary>Smithy marks it as one that only clients have to pass.</summary>
    public bool IsForClients(ProtocolCase test) => _forClients.Contains(test.Id);

    public JsonObject Model(ProtocolCase test) => _models[test.Model];

    /// <summary>A service of the case's model that answers with what <paramref name="answer"/> returns or throws.</summary>
    public AwsService Service(ProtocolCase test, Func<string, object, object> answer) =>
        (AwsService)Activator.CreateInstance(Type(test, "Recorder"), answer)!;

    public Type Type(ProtocolCase test, string name) => _assembly.Value.GetType($"{test.Model}.Api.{name}", throwOnError: true)!;

    /// <summary>A service of the case's model that answers with its params: as the output, or as the error.</summary>
    public AwsService Answering(ProtocolCase test)
    {
        var values = Values(test);
        return Service(test, (operation, _) => test switch
        {
            { IsError: true } => throw values.Error(test.Shape!, test.Params, ErrorType(test)),
            { Shape: null } => Activator.CreateInstance(Type(test, operation + "Output"))!,
            { Shape: { } shape } => values.FromJson(shape, test.Params, Type(test, shape))!,
        });
    }

    /// <summary>That what a service got of the case's request says what its params say.</summary>
    public void AssertParams(ProtocolCase test, object? input)
    {
        var values = Values(test);
        if (test.Shape is { } shape) JsonComparison.AssertSame(values.Normalise(shape, test.Params), values.ToJson(shape, input));
    }

    /// <summary>One that skips where there is no data.</summary>
    public static TheoryData<string> Labels(ProtocolSuites? suites, Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases) => suites is not null
        ? new(cases(suites).Select(test => test.Label).Distinct())
        : new(["(no data)"]);

    public static (ProtocolSuites Suites, ProtocolCase Test) Find(
        ProtocolSuites? suites, string label, Func<ProtocolSuites, IEnumerable<ProtocolCase>> cases)
    {
        Assert.SkipWhen(suites is null, "skipped: no conformance data");
        return (suites!, cases(suites!).First(test => test.Label == label));
    }

    /// <summary>An object of the model with these members.</summary>
    public object Object(ProtocolCase test, string shape, JsonNode members) => Values(test).FromJson(shape, members, Type(test, shape))!;

    /// <summary>An error of the model with these members.</summary>
    public Exception Error(ProtocolCase test, string shape, JsonObject members) => Values(test).Error(shape, members, Type(test, shape + "Exception"));

    private ShapeValues Values(ProtocolCase test) => new(Model(test)["shapes"]!.AsObject());

    private Type ErrorType(ProtocolCase test) =>
        Type(test, test.Shape!.EndsWith("Exception", StringComparison.Ordinal) ? test.Shape : test.Shape + "Exception");

    private static ProtocolSuites? Load(string[] smithy, string[] botocore) =>
        ConformanceData.TryRead($"smithy/{smithy[0]}.json") is null ? null : new ProtocolSuites(smithy, botocore);

    private void AddSmithy(string file)
    {
        var source = ConformanceData.Read($"smithy/{file}.json");
        // Paths say what is called, so one model has all of it.
        var services = source["services"]!.AsObject().Select(service => service.Key).ToList();
        foreach (var service in file == "restJson1" ? services[^1..] : services)
            _models[$"{file}.{service}"] = SmithyModel.Convert(source, service, file);
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
        var request = source["operations"]![operation]!["requestTests"]?[0];
        var target = (string?)request?["headers"]?["X-Amz-Target"];
        var service = target?[..target.IndexOf('.')]
            ?? (((string?)request?["uri"])?.Split('/') is ["", "service", var called, ..] ? called : null)
            ?? source["services"]!.AsObject().Last().Key;
        return new(
            $"smithy/{file}/{operation}/{id}",
            $"{file}.{service}",
            operation,
            shape is null ? null : SmithyModel.Name(shape),
            test["params"]?.AsObject() ?? [],
            test["headers"]?.AsObject() ?? [],
            (string?)test["body"],
            (int?)test["code"] ?? 0,
            isError)
        {
            Method = (string?)test["method"] ?? "POST",
            Uri = Target((string?)test["uri"] ?? "/", test["queryParams"]),
            ForbiddenHeaders = [.. (test["forbidHeaders"]?.AsArray() ?? []).Select(name => (string)name!)],
        };
    }

    private static string Target(string uri, JsonNode? parameters) =>
        parameters is JsonArray { Count: > 0 } given ? $"{uri}?{string.Join('&', given.Select(text => (string)text!))}" : uri;

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
                if ((bool?)shape!["exception"] == true) shape["error"] = Error(shape, protocol);
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
        false)
    {
        Method = (string?)test["serialized"]!["method"] ?? "POST",
        Uri = (string?)test["serialized"]!["uri"] ?? "/",
    };

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

    private static JsonObject Error(JsonNode shape, string protocol)
    {
        var error = new JsonObject { ["fault"] = (bool?)shape["fault"] == true ? "server" : "client" };
        if (shape["error"]?["code"] is { } code) error["queryCode"] = code.DeepClone();
        // The others have the code of the older one, and not its status.
        if (protocol is "query" or "rest-json" && shape["error"]?["httpStatusCode"] is { } status) error["status"] = status.DeepClone();
        return error;
    }
}
