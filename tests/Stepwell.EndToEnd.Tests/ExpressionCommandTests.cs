using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

public sealed class ExpressionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Jsonata_prints_the_result_as_json()
    {
        var input = Write("input.json", """{"items":[{"price":2},{"price":3.5}]}""");
        var (exitCode, output) = await StepwellServer.RunAsync("jsonata", "$sum(items.price)", "--input", input);
        Assert.Equal((0, "5.5\n"), (exitCode, output));
    }

    [Fact]
    public async Task Jsonata_reads_standard_input_and_variables_from_a_file()
    {
        var bindings = Write("bindings.json", """{"factor":10}""");
        var (exitCode, output) = await StepwellServer.RunWithInputAsync(
            "[1,2]", "jsonata", "$.($ * $factor)", "--input", "-", "--bindings", bindings);
        Assert.Equal((0, "[10,20]\n"), (exitCode, output));
    }

    [Fact]
    public async Task Jsonata_prints_nothing_for_undefined()
    {
        Assert.Equal((0, ""), await StepwellServer.RunAsync("jsonata", "missing"));
    }

    [Fact]
    public async Task Jsonata_fails_with_code_and_message()
    {
        var (exitCode, output) = await StepwellServer.RunAsync("jsonata", "1 + 'a'");
        Assert.Equal(1, exitCode);
        Assert.Equal("T2002: The right side of the \"+\" operator must evaluate to a number\n", output);
    }

    [Fact]
    public async Task Jsonata_fails_with_words_when_the_input_is_not_there()
    {
        var (exitCode, output) = await StepwellServer.RunAsync("jsonata", "1", "--input", Path.Combine(_folder.Path, "absent.json"));
        Assert.Equal(1, exitCode);
        Assert.Contains("absent.json", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jsonata_lines_answer_every_line_hostile_ones_included()
    {
        string[] lines =
        [
            """{"expr":"a.b","data":{"a":{"b":[1,2]}}}""",
            """{"expr":"a.c","data":{"a":{"b":1}}}""",
            """{"expr":"$x & $eval('1+1')","bindings":{"x":"="}}""",
            """{"expr":"($f := function($n){1 + $f($n)}; $f(1))"}""",
            """{"expr":"($f := function(){$f()}; $f())","timelimit":200}""",
            """{"expr":"$pad('x', 1e12)"}""",
            $$"""{"expr":"{{new string('(', 200_000)}}"}""",
            "no JSON",
            """{"expr":"1/0 + 1"}""",
        ];
        var (exitCode, output) = await StepwellServer.RunWithInputAsync(string.Join('\n', lines), "jsonata", "--lines");
        Assert.Equal(0, exitCode);
        var answers = output.TrimEnd('\n').Split('\n');
        Assert.Equal(lines.Length, answers.Length);
        Assert.Equal(["""{"result":[1,2]}""", "{}", """{"result":"=2"}"""], answers[..3]);
        Assert.Equal(["U1001", "U1001", "U1001", "U1001", "InvalidLine", "D1001"], answers[3..].Select(CodeOf));
    }

    [Fact]
    public async Task Jsonpath_prints_the_result_as_json()
    {
        var (exitCode, output) = await StepwellServer.RunWithInputAsync(
            """{"a":[{"b":1},{"b":3}]}""", "jsonpath", "$.a[*].b", "--input", "-");
        Assert.Equal((0, "[1,3]\n"), (exitCode, output));
        Assert.Equal((0, ""), await StepwellServer.RunWithInputAsync("{}", "jsonpath", "$.a", "--input", "-"));
        Assert.Equal(1, (await StepwellServer.RunAsync("jsonpath", "$[")).ExitCode);
    }

    [Fact]
    public async Task Jsonpath_lines_answer_every_line()
    {
        const string Lines = """
            {"expr":"$.a","data":{"a":1}}
            {"expr":"$$.x","data":{},"context":{"x":2}}
            {"expr":"States.MathAdd($v, 1)","data":{},"bindings":{"v":2}}
            {"expr":"$.b","data":{}}
            {"expr":"$["}
            """;
        var (exitCode, output) = await StepwellServer.RunWithInputAsync(Lines, "jsonpath", "--lines");
        Assert.Equal(0, exitCode);
        var answers = output.TrimEnd('\n').Split('\n');
        Assert.Equal(["""{"result":1}""", """{"result":2}""", """{"result":3}""", "{}"], answers[..4]);
        Assert.Equal("InvalidPath", CodeOf(answers[4]));
    }

    private static string? CodeOf(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("error").GetProperty("code").GetString();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
