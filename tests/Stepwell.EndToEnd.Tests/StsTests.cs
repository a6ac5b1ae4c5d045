using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Temporary keys, got and used by the AWS CLI.</summary>
public sealed class StsTests : IDisposable
{
    private const string Account = "111122223333";
    private const string Key = Account + ":the-secret";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Keys_of_an_assumed_role_are_good_for_its_account_and_outlive_a_restart()
    {
        IReadOnlyDictionary<string, string> role;
        string machine;
        await using (var first = await StepwellServer.StartAsync(_data.Path, "--access-key", Key))
        {
            var owner = Variables(Account, "the-secret", null);
            Assert.Equal($"arn:aws:iam::{Account}:root", (await RunAsync(first, owner, "sts", "get-caller-identity")).GetProperty("Arn").GetString());
            role = await AssumeAsync(first, owner);
            var identity = await RunAsync(first, role, "sts", "get-caller-identity");
            Assert.Equal(
                ("444455556666", "arn:aws:sts::444455556666:assumed-role/Worker/me"),
                (identity.GetProperty("Account").GetString(), identity.GetProperty("Arn").GetString()));
            var created = await RunAsync(
                first, role, "stepfunctions", "create-state-machine", "--name", "theirs", "--definition", Definitions.Hello,
                "--role-arn", "arn:aws:iam::444455556666:role/Worker");
            machine = created.GetProperty("stateMachineArn").GetString()!;
            Assert.Empty((await RunAsync(first, owner, "stepfunctions", "list-state-machines")).GetProperty("stateMachines").EnumerateArray());
            await first.KillAsync();
        }
        Assert.Equal("arn:aws:states:us-east-1:444455556666:stateMachine:theirs", machine);

        await using var second = await StepwellServer.StartAsync(_data.Path, "--access-key", Key);
        var listed = await RunAsync(second, role, "stepfunctions", "list-state-machines");
        Assert.Equal(machine, Assert.Single(listed.GetProperty("stateMachines").EnumerateArray()).GetProperty("stateMachineArn").GetString());
    }

    [Fact]
    public async Task Changed_tokens_and_wrong_secrets_are_refused_in_the_words_of_the_service_that_is_asked()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path, "--access-key", Key);
        var role = await AssumeAsync(server, Variables(Account, "the-secret", null));
        var token = role["AWS_SESSION_TOKEN"];

        var changed = Variables(role["AWS_ACCESS_KEY_ID"], role["AWS_SECRET_ACCESS_KEY"], "AAAA" + token[4..]);
        Assert.Contains("(UnrecognizedClientException)", await FailAsync(server, changed, "stepfunctions", "list-state-machines"), StringComparison.Ordinal);
        Assert.Contains("(InvalidClientTokenId)", await FailAsync(server, changed, "sts", "get-caller-identity"), StringComparison.Ordinal);
        var wrong = Variables(role["AWS_ACCESS_KEY_ID"], "wrong", token);
        Assert.Contains("(InvalidSignatureException)", await FailAsync(server, wrong, "stepfunctions", "list-state-machines"), StringComparison.Ordinal);
        Assert.Contains("(InvalidSignatureException)", await FailAsync(server, wrong, "lambda", "list-functions"), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<string, string>> AssumeAsync(StepwellServer server, IReadOnlyDictionary<string, string> caller)
    {
        var answer = await RunAsync(
            server, caller, "sts", "assume-role", "--role-arn", "arn:aws:iam::444455556666:role/path/Worker", "--role-session-name", "me");
        var key = answer.GetProperty("Credentials");
        string Text(string name) => key.GetProperty(name).GetString()!;
        return Variables(Text("AccessKeyId"), Text("SecretAccessKey"), Text("SessionToken"));
    }

    private static Dictionary<string, string> Variables(string id, string secret, string? token)
    {
        var variables = new Dictionary<string, string>(AwsCli.Variables) { ["AWS_ACCESS_KEY_ID"] = id, ["AWS_SECRET_ACCESS_KEY"] = secret };
        if (token is not null) variables["AWS_SESSION_TOKEN"] = token;
        return variables;
    }

    private static async Task<JsonElement> RunAsync(StepwellServer server, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var result = await AwsCli.TryAsync(server, variables, arguments);
        Assert.True(result.ExitCode == 0, $"{result.Errors}\n{server.Output}");
        using var document = JsonDocument.Parse(result.Output);
        return document.RootElement.Clone();
    }

    private static async Task<string> FailAsync(StepwellServer server, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var result = await AwsCli.TryAsync(server, variables, arguments);
        Assert.NotEqual(0, result.ExitCode);
        return result.Errors;
    }
}
