using System.IO.Compression;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Functions;

/// <summary>Functions as they would be uploaded to AWS, whose SDK is told nothing and finds this server.</summary>
public sealed class SdkInFunctionTests : IDisposable
{
    private const string NodeCode =
        """
        import { ListStateMachinesCommand, SFNClient, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
        import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

        const client = new SFNClient({});

        export const who = async () => (await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn;

        export const list = async () =>
          (await client.send(new ListStateMachinesCommand({}))).stateMachines.map((machine) => machine.name);

        export const answer = async ({ token, n }) => {
          await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ n: n + 1 }) }));
        };
        """;

    private const string PythonCode =
        """
        import botocore.session

        client = botocore.session.get_session().create_client("stepfunctions")

        def who(event, context):
            return botocore.session.get_session().create_client("sts").get_caller_identity()["Arn"]

        def handler(event, context):
            return [machine["name"] for machine in client.list_state_machines()["stateMachines"]]
        """;

    private const string ShellCode =
        """
        #!/bin/bash
        api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
        while true; do
          head=$(mktemp)
          curl -sS -D "$head" -o /dev/null "$api/next"
          id=$(grep -i lambda-runtime-aws-request-id "$head" | tr -d '\r' | cut -d' ' -f2)
          answer=$(curl -sS --aws-sigv4 "aws:amz:$AWS_REGION:states" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
            -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" -H "X-Amz-Target: AWSStepFunctions.ListStateMachines" \
            -H "Content-Type: application/x-amz-json-1.0" -d '{}' "$AWS_ENDPOINT_URL")
          answer+=$(curl -sS --aws-sigv4 "aws:amz:$AWS_REGION:sts" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
            -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" -d 'Action=GetCallerIdentity&Version=2011-06-15' "$AWS_ENDPOINT_URL")
          curl -sS -o /dev/null -X POST "$api/$id/response" -d "$answer"
        done
        """;

    /// <summary>What the AWS CLI signs with.</summary>
    private static readonly AccessKey Key = new("test", "test");

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_sdk_for_javascript_in_a_function_finds_the_server()
    {
        await using var server = await StartAsync();
        await CreateMachineAsync(server, "seen", Definitions.Hello);
        var lambda = new LambdaCli(server);
        await lambda.CreateAsync("lister", "nodejs22.x", "index.list", NodeZip());
        var (answer, payload) = await lambda.InvokeAsync("lister", "{}");
        Assert.Equal(("""["seen"]""", 200), (payload, answer.GetProperty("StatusCode").GetInt32()));
        await lambda.CreateAsync("self", "nodejs22.x", "index.who", NodeZip());
        Assert.Equal(Session("self"), (await lambda.InvokeAsync("self", "{}")).Payload);
    }

    [Fact]
    public async Task Botocore_in_a_function_finds_the_server()
    {
        await using var server = await StartAsync();
        await CreateMachineAsync(server, "seen", Definitions.Hello);
        var lambda = new LambdaCli(server);
        await lambda.CreateAsync("lister", "python3.12", "app.handler", await PythonZipAsync());
        Assert.Equal("""["seen"]""", (await lambda.InvokeAsync("lister", "{}")).Payload);
        await lambda.CreateAsync("self", "python3.12", "app.who", await PythonZipAsync());
        Assert.Equal(Session("self"), (await lambda.InvokeAsync("self", "{}")).Payload);
    }

    [Fact]
    public async Task Signed_calls_of_a_bootstrap_of_its_own_find_the_server()
    {
        await using var server = await StartAsync();
        var machine = await CreateMachineAsync(server, "seen", Definitions.Hello);
        var zip = Path.Combine(_data.Path, "shell.zip");
        await using (var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create, CancellationToken.None))
            Add(archive, "bootstrap", ShellCode.ReplaceLineEndings("\n"), executable: true);
        var lambda = new LambdaCli(server);
        await lambda.CreateAsync("lister", "provided.al2023", "none", zip);
        var (_, payload) = await lambda.InvokeAsync("lister", "{}");
        Assert.Contains($"\"stateMachineArn\":\"{machine}\"", payload, StringComparison.Ordinal);
        Assert.Contains($"<Arn>{Session("lister").Trim('"')}</Arn>", payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_waits_for_its_token_is_answered_by_the_function_that_got_it()
    {
        await using var server = await StartAsync();
        await new LambdaCli(server).CreateAsync("answerer", "nodejs22.x", "index.answer", NodeZip());
        var machine = await CreateMachineAsync(server, "asking", """
            {"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","End":true,
              "Parameters":{"FunctionName":"answerer","Payload":{"token.$":"$$.Task.Token","n.$":"$.n"} } } } }
            """);
        using var client = server.Client(Key);
        var execution = await client.StartAsync(machine, "one", """{"n":1}""");
        var end = await client.WaitForEndAsync(execution);
        Assert.Equal("""{"n":2}""", end.Text("output"));
    }

    /// <summary>A server that verifies signatures.</summary>
    private Task<StepwellServer> StartAsync() => StepwellServer.StartAsync(_data.Path, "--access-key", $"{Key.Id}:{Key.Secret}");

    /// <summary>Who a function is that was made by <see cref="LambdaCli"/>, as JSON.</summary>
    private static string Session(string function) => $"\"arn:aws:sts::000000000000:assumed-role/test/{function}\"";

    private static async Task<string> CreateMachineAsync(StepwellServer server, string name, string definition)
    {
        using var client = server.Client(Key);
        return await client.CreateStateMachineAsync(name, definition);
    }

    /// <summary>With the SDK as npm has installed it.</summary>
    private string NodeZip()
    {
        var modules = Path.Combine(Repository.Root, "tests", "Stepwell.EndToEnd.Tests", "JavaScript", "node_modules");
        Assert.True(Directory.Exists(modules), "run npm ci in tests/Stepwell.EndToEnd.Tests/JavaScript first");
        var zip = Path.Combine(_data.Path, "node.zip");
        File.Delete(zip);
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Create);
        Add(archive, "index.mjs", NodeCode);
        foreach (var file in Directory.EnumerateFiles(modules, "*", SearchOption.AllDirectories).Where(IsRun))
            archive.CreateEntryFromFile(file, $"node_modules/{Path.GetRelativePath(modules, file)}", CompressionLevel.Fastest);
        return zip;
    }

    private static bool IsRun(string file) =>
        Path.GetExtension(file) is ".js" or ".json" or ".mjs" or ".cjs" && !file.Contains("dist-types", StringComparison.Ordinal);

    /// <summary>With the SDK that the AWS CLI is made of, and of its models the one that is used.</summary>
    private async Task<string> PythonZipAsync()
    {
        const string Modules = "botocore,jmespath,dateutil,urllib3,six";
        var asked = await Tool.RunAsync(
            "python3", ["-c", $"import {Modules}; print('\\n'.join(module.__file__ for module in ({Modules})))"]);
        Assert.True(asked.ExitCode == 0, asked.Errors);
        var zip = Path.Combine(_data.Path, "python.zip");
        File.Delete(zip);
        using var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create);
        Add(archive, "app.py", PythonCode);
        foreach (var module in asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            AddModule(archive, module);
        return zip;
    }

    /// <param name="file">A module of one file, or the beginning of a package.</param>
    private static void AddModule(ZipArchive archive, string file)
    {
        if (Path.GetFileName(file) != "__init__.py")
        {
            archive.CreateEntryFromFile(file, Path.GetFileName(file));
            return;
        }
        var package = Path.GetDirectoryName(file)!;
        foreach (var path in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(package, path);
            if (!name.StartsWith("data/", StringComparison.Ordinal) || name.Count('/') == 1 || name.StartsWith("data/stepfunctions/", StringComparison.Ordinal)
                || name.StartsWith("data/sts/", StringComparison.Ordinal))
                archive.CreateEntryFromFile(path, $"{Path.GetFileName(package)}/{name}", CompressionLevel.Fastest);
        }
    }

    private static void Add(ZipArchive archive, string name, string text, bool executable = false)
    {
        const int executableFile = 0x81ED;
        var entry = archive.CreateEntry(name);
        if (executable) entry.ExternalAttributes = executableFile << 16;
        using var writer = new StreamWriter(entry.Open());
        writer.Write(text);
    }
}
