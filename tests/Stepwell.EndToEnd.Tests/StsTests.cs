using System.IO.Compression;
using System.Text.Json;
using Stepwell.EndToEnd.Tests.Functions;
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

    [Fact]
    public async Task A_function_url_takes_keys_of_a_role_and_tells_the_function_whose_they_are()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path, "--access-key", "test:test");
        var lambda = new LambdaCli(server);
        var zip = Path.Combine(_data.Path, "app.zip");
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create, CancellationToken.None))
        await using (var writer = new StreamWriter(archive.CreateEntry("app.py").Open()))
            await writer.WriteAsync("def handler(event, context): return event['requestContext']['authorizer']['iam']['userArn']\n");
        await lambda.CreateAsync("told", "python3.12", "app.handler", zip);
        var url = (await lambda.RunAsync("create-function-url-config", "--function-name", "told", "--auth-type", "AWS_IAM"))
            .GetProperty("FunctionUrl").GetString()!;
        var role = await AssumeAsync(server, AwsCli.Variables);

        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Worker/me", (await CurlAsync(url, role)).Trim('"'));
        var changed = new Dictionary<string, string>(role) { ["AWS_SESSION_TOKEN"] = "AAAA" + role["AWS_SESSION_TOKEN"][4..] };
        Assert.Contains("The security token included in the request is invalid.", await CurlAsync(url, changed), StringComparison.Ordinal);
    }

    private static async Task<string> CurlAsync(string url, IReadOnlyDictionary<string, string> key)
    {
        var result = await Tool.RunAsync(
            "curl",
            [
                "-sS", "--aws-sigv4", "aws:amz:us-east-1:lambda", "--user", $"{key["AWS_ACCESS_KEY_ID"]}:{key["AWS_SECRET_ACCESS_KEY"]}",
                "-H", $"X-Amz-Security-Token: {key["AWS_SESSION_TOKEN"]}", url,
            ]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
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
