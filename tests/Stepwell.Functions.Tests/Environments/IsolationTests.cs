using System.Text.Json.Nodes;

namespace Stepwell.Functions.Tests.Environments;

public sealed class IsolationTests
{
    [Theory]
    [InlineData(Isolation.Namespaces)]
    [InlineData(Isolation.OwnUser)]
    [InlineData(Isolation.None)]
    public async Task Environment_variables_are_the_documented_ones_and_the_owners(Isolation isolation)
    {
        SkipUnlessOffered(isolation);
        await using var host = new TestHost(options => options with { Isolation = isolation });
        var function = host.Function("named") with
        {
            Environment = new Dictionary<string, string> { ["MINE"] = "it's \"$HOME\"\n`x`", ["PATH"] = "/usr/bin:/bin" },
        };
        var variables = JsonNode.Parse(await host.Answer(function, "answer = dict(os.environ)"))!.AsObject();
        Assert.Equal("it's \"$HOME\"\n`x`", (string?)variables["MINE"]);
        Assert.Equal("some.handler", (string?)variables["_HANDLER"]);
        Assert.Equal("named", (string?)variables["AWS_LAMBDA_FUNCTION_NAME"]);
        Assert.Equal("eu-central-1", (string?)variables["AWS_REGION"]);
        Assert.Equal("http://127.0.0.1:4599", (string?)variables["AWS_ENDPOINT_URL"]);
        await host.Answer(function, "answer = 1");
        await Eventually.Holds(() => host.Streams.Count == 1);
        Assert.Equal(host.Streams[0], (string?)variables["AWS_LAMBDA_LOG_STREAM_NAME"]);
        string[] expected =
        [
            "AWS_ACCESS_KEY_ID", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_FORMAT", "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_LAMBDA_RUNTIME_API", "AWS_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_XRAY_CONTEXT_MISSING",
            "LAMBDA_RUNTIME_DIR", "LAMBDA_TASK_ROOT", "LANG", "LD_LIBRARY_PATH", "MINE", "PATH", "TZ", "_HANDLER",
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            variables.Select(variable => variable.Key).Except(["TMPDIR", "PWD", "LC_CTYPE", "_", "SHLVL", "OLDPWD"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Function_sees_its_own_files_and_processes_only()
    {
        SkipUnlessOffered(Isolation.Namespaces);
        await using var host = new TestHost();
        TestHost.Add(host.Folder, "secret.txt", "secret");
        var seen = JsonNode.Parse(await host.Answer(
            host.Function(),
            $"""
            answer = [
                os.path.exists("{host.Folder}"), os.path.exists("/etc/shadow"), os.path.exists("/sys"), os.path.exists("/home"),
                sorted(os.listdir("/var/task")), os.getcwd(), len([p for p in os.listdir("/proc") if p.isdigit()]) < 8,
            ]
            """))!;
        Assert.Equal("""[false,false,false,false,["bootstrap"],"/var/task",true]""", seen.ToJsonString());
    }

    [Fact]
    public async Task Function_writes_in_its_own_temporary_folder_only()
    {
        SkipUnlessOffered(Isolation.Namespaces);
        await using var host = new TestHost();
        const string write = """
            def can(path):
                try:
                    open(path, "w").close()
                    return True
                except OSError:
                    return False
            answer = [can(d + "/x") for d in ["/tmp", "/var/task", "/usr", "/etc", "/opt", "/var/runtime"]] if ROOTLY else [can(d + "/x") for d in ["/tmp", "/var/task", "/usr"]]
            """;
        // Where there is no user of its own, what is the environment's alone belongs to the server's user.
        var flagged = write.Replace("ROOTLY", Means.IsRoot ? "True" : "False", StringComparison.Ordinal);
        Assert.Equal(Means.IsRoot ? "[true, false, false, false, false, false]" : "[true, false, false]", await host.Answer(host.Function(), flagged));
    }

    [Fact]
    public async Task Environments_share_no_temporary_files()
    {
        await using var host = new TestHost();
        const string write = """
            import tempfile
            path = os.path.join(tempfile.gettempdir(), "left")
            answer = os.path.exists(path)
            open(path, "w").close()
            """;
        var (one, other) = (host.Function(), host.Function());
        Assert.Equal("false", await host.Answer(one, write));
        Assert.Equal("true", await host.Answer(one, write));
        Assert.Equal("false", await host.Answer(other, write));
    }

    [Theory]
    [InlineData(Isolation.Namespaces)]
    [InlineData(Isolation.OwnUser)]
    public async Task Function_has_no_rights_and_its_own_user_where_the_server_is_root(Isolation isolation)
    {
        SkipUnlessOffered(isolation);
        Assert.SkipUnless(Means.IsRoot, "the tests do not run as root");
        await using var host = new TestHost(options => options with { Isolation = isolation });
        var answer = await host.Answer(
            host.Function(),
            "answer = [os.getuid(), os.getgid(), os.getgroups(), [l.split()[1] for l in open('/proc/self/status') if l.startswith(('CapEff', 'CapBnd', 'NoNewPrivs'))]]");
        var user = host.Options.FirstUserId;
        Assert.Equal($"""[{user}, {user}, [], ["0000000000000000", "0000000000000000", "1"]]""", answer);
    }

    [Fact]
    public async Task Secrets_of_a_function_are_in_no_command_line()
    {
        await using var host = new TestHost();
        var function = host.Function() with { Environment = new Dictionary<string, string> { ["SECRET"] = "correct-horse" } };
        await host.Answer(function, "answer = 1");
        Assert.Equal(0, Means.ProcessesOf(-1, "correct-horse"));
    }

    [Fact]
    public async Task Preloaded_library_of_an_owner_does_not_reach_what_starts_the_function()
    {
        await using var host = new TestHost();
        var function = host.Function() with { Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = "/var/task/evil.so" } };
        Assert.Equal("1", await host.Answer(function, "answer = count"));
        // Only the shell that has become the function's user complains.
        Assert.All(host.Lines.Where(line => line.Contains("evil.so", StringComparison.Ordinal)), line => Assert.DoesNotContain("unshare", line, StringComparison.Ordinal));
    }

    private static void SkipUnlessOffered(Isolation isolation)
    {
        if (isolation == Isolation.OwnUser) Assert.SkipUnless(Means.IsRoot, "the tests do not run as root");
        if (isolation == Isolation.Namespaces) Assert.SkipUnless(Means.WhyNoNamespaces is null, Means.WhyNoNamespaces ?? "");
    }
}
