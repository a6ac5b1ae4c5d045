using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Tests.Runtimes;

public sealed class RuntimeCatalogTests
{
    private static readonly string Bootstraps = Path.Combine(AppContext.BaseDirectory, "bootstraps");

    [Theory]
    [InlineData("java21")]
    [InlineData("nodejs99.x")]
    [InlineData("")]
    public void Runtime_that_does_not_run_here_is_refused_with_those_that_do(string runtime)
    {
        var why = Assert.IsType<RuntimeFinding.Unavailable>(new RuntimeCatalog().Find(runtime)).Why;
        Assert.StartsWith($"Functions of the runtime {runtime} cannot run on this server.", why, StringComparison.Ordinal);
        Assert.Contains("python3.9", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_interpreter_is_named_in_the_refusal()
    {
        var finding = new RuntimeCatalog(new SearchPath([]), Bootstraps).Find("nodejs22.x");
        Assert.Equal(
            "Functions of the runtime nodejs22.x need Node.js 16 or later, and there is no such program named node on the PATH of this server.",
            Assert.IsType<RuntimeFinding.Unavailable>(finding).Why);
    }

    [Fact]
    public void Programs_that_fail_or_answer_nonsense_are_passed_over()
    {
        var folder = Directory.CreateTempSubdirectory("stepwell-path");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "node"), "/bin/false");
        Assert.IsType<RuntimeFinding.Unavailable>(new RuntimeCatalog(new SearchPath([folder.FullName]), Bootstraps).Find("nodejs22.x"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Interpreter_that_comes_later_is_found_without_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("stepwell-path");
        var catalog = new RuntimeCatalog(new SearchPath([folder.FullName]), Bootstraps);
        Assert.IsType<RuntimeFinding.Unavailable>(catalog.Find("nodejs20.x"));
        var node = SearchPath.OfThisProcess.Programs("node").FirstOrDefault();
        Assert.SkipWhen(node is null, "There is no node on the PATH.");
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "node"), node);
        var launch = Assert.IsType<RuntimeFinding.Available>(catalog.Find("nodejs20.x")).Launch;
        Assert.StartsWith("Node.js ", launch.Interpreter, StringComparison.Ordinal);
        Assert.Equal("AWS_Lambda_nodejs20.x", launch.Environment["AWS_EXECUTION_ENV"]);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Python_is_the_real_program_of_the_version_that_is_asked_for()
    {
        var finding = new RuntimeCatalog().Find("python3.11");
        Assert.SkipWhen(finding is RuntimeFinding.Unavailable, "There is no Python.");
        var launch = ((RuntimeFinding.Available)finding).Launch;
        Assert.DoesNotContain("shims", launch.FileName, StringComparison.Ordinal);
        Assert.True(File.Exists(launch.FileName));
    }

    [Fact]
    public void Custom_runtimes_bring_their_own_program()
    {
        var launch = Assert.IsType<RuntimeFinding.Available>(new RuntimeCatalog().Find("provided.al2023")).Launch;
        Assert.Equal("bootstrap", launch.FileName);
        Assert.Empty(launch.Arguments);
    }
}
