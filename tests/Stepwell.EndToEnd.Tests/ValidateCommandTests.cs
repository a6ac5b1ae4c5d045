using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    private const string Sound = """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""";
    private const string WithWarning = """{"StartAt":"P","States":{"P":{"Type":"Pass","Result":"$.payload","End":true}}}""";
    private const string Activity =
        """{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a","End":true}}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_definition_passes_without_a_word()
    {
        var (exitCode, output) = await Validate(Sound);
        Assert.Equal((0, ""), (exitCode, output));
    }

    [Fact]
    public async Task Errors_are_lines_with_file_code_place_and_message()
    {
        var (exitCode, output) = await Validate("""{"States":{"P":{"Type":"Pass"}}}""");
        var file = Path.Combine(_folder.Path, "machine.asl.json");
        Assert.Equal(1, exitCode);
        Assert.Equal(
            [
                $"{file}: ERROR SCHEMA_VALIDATION_FAILED at /: These fields are required: [StartAt]",
                $"{file}: ERROR SCHEMA_VALIDATION_FAILED at /States/P: This object should have only one of the following fields: [Next, End]",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Warnings_are_shown_and_do_not_fail()
    {
        var (exitCode, output) = await Validate(WithWarning);
        Assert.Equal(0, exitCode);
        Assert.Contains(": WARNING PASS_RESULT_IS_STATIC at /States/P/Result: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_type_is_an_option()
    {
        Assert.Equal(0, (await Validate(Activity, "--type", "STANDARD")).ExitCode);
        Assert.Equal(1, (await Validate(Activity, "--type", "EXPRESS")).ExitCode);
        Assert.NotEqual(0, (await Validate(Activity, "--type", "FAST")).ExitCode);
    }

    [Fact]
    public async Task Json_has_the_shape_of_the_API()
    {
        var (exitCode, output) = await Validate("[]", "--format", "json");
        Assert.Equal(1, exitCode);
        using var answer = JsonDocument.Parse(output);
        Assert.Equal("FAIL", answer.RootElement.GetProperty("result").GetString());
        Assert.False(answer.RootElement.GetProperty("truncated").GetBoolean());
        var only = Assert.Single(answer.RootElement.GetProperty("diagnostics").EnumerateArray());
        Assert.Equal(["severity", "code", "message"], only.EnumerateObject().Select(member => member.Name));
        Assert.Equal("SCHEMA_VALIDATION_FAILED", only.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_dash_reads_standard_input()
    {
        Assert.Equal(0, (await StepwellServer.RunWithInputAsync(Sound, "validate", "-")).ExitCode);
        var (exitCode, output) = await StepwellServer.RunWithInputAsync("", "validate", "-");
        Assert.Equal(1, exitCode);
        Assert.Equal("-: ERROR SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object", output.TrimEnd());
    }

    [Fact]
    public async Task A_file_that_is_not_there_fails_with_words()
    {
        var (exitCode, output) = await StepwellServer.RunAsync("validate", Path.Combine(_folder.Path, "absent.json"));
        Assert.Equal(1, exitCode);
        Assert.Contains("absent.json", output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> Validate(string definition, params string[] options)
    {
        var file = Path.Combine(_folder.Path, "machine.asl.json");
        await File.WriteAllTextAsync(file, definition, TestContext.Current.CancellationToken);
        return await StepwellServer.RunAsync(["validate", file, .. options]);
    }
}
