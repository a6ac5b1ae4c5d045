using Stepwell.Expressions.Tests.Recorded;
using Stepwell.Json;

namespace Stepwell.Expressions.Tests.Jsonata;

/// <summary>The cases of the JSONata project's own test suite.</summary>
public class ReferenceCaseTests
{
    private const string NoCase = "";

    private static readonly Lazy<Dictionary<string, JsonValue>> All = new(Read);
    private static readonly Lazy<JsonValue> Datasets = new(() =>
        JsonValue.Parse(File.ReadAllText(Path.Combine(ConformanceData.Folder!, "jsonata", "datasets.json"))));

    public static TheoryData<string> Cases() => ConformanceData.Folder is null ? [NoCase] : [.. All.Value.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Expression_gives_what_the_reference_gives(string id)
    {
        if (id == NoCase) Assert.Skip(ConformanceData.Absent);
        var test = All.Value[id];
        var result = Evaluate(test);
        if (test["code"].IsString) ExpectError(test["code"], test["token"], result);
        else if (test["error"].IsObject) ExpectError(test["error"]["code"], test["error"]["token"], result);
        else ExpectValue(test, result);
    }

    private static JsonataResult Evaluate(JsonValue test)
    {
        var input = test["dataset"].IsString ? Datasets.Value[test["dataset"].GetString()] : test["data"];
        var limits = JsonataLimits.Default;
        if (test["timelimit"].IsNumber) limits = limits with { MaxTime = TimeSpan.FromMilliseconds(test["timelimit"].GetDouble()) };
        if (test["depth"].TryGetInt64(out var depth)) limits = limits with { MaxDepth = (int)depth };
        return Run.Result(test["expr"].GetString(), input, JsonataBindings.Of(test["bindings"]), JsonataDialect.Standard, limits);
    }

    private static void ExpectError(JsonValue code, JsonValue token, JsonataResult result)
    {
        Assert.Equal(code.GetString(), result.Error?.Code);
        Assert.NotEmpty(result.Error!.Message);
        if (token.IsString) Assert.Equal(token.GetString(), result.Error.Token);
    }

    private static void ExpectValue(JsonValue test, JsonataResult result)
    {
        Assert.Null(result.Error);
        if (!test["unordered"].IsBoolean) Assert.Equal(test["result"].ToString(), result.Value.ToString(), SameJson);
        else Assert.Equal(Sorted(test["result"]), Sorted(result.Value));
    }

    private static bool SameJson(string expected, string actual) =>
        expected == actual || (expected.Length > 0 && actual.Length > 0 && JsonValue.Parse(expected).Equals(JsonValue.Parse(actual)));

    private static List<JsonValue> Sorted(JsonValue array) => [.. array.Items.OrderBy(item => item.ToString(), StringComparer.Ordinal)];

    private static Dictionary<string, JsonValue> Read() =>
        File.ReadLines(Path.Combine(ConformanceData.Folder!, "jsonata", "cases.jsonl"))
            .Select(line => JsonValue.Parse(line))
            .ToDictionary(test => test["id"].GetString(), StringComparer.Ordinal);
}
