using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Conformance;

namespace Stepwell.Wire.Tests;

public sealed class GeneratorTests
{
    [Theory]
    [InlineData("{", "The model file is not JSON at character 1")]
    [InlineData("[]", "The model file is not a JSON object")]
    [InlineData("""{"shapes":{"A":{"type":"nonsense"}}}""", "The model file has a shape of the unknown type 'nonsense'")]
    public void Unreadable_model_is_an_error_of_the_build(string model, string message)
    {
        var diagnostic = Assert.Single(ModelAssembly.Report(model));

        Assert.Equal("WIRE001", diagnostic.Id);
        Assert.EndsWith(message, diagnostic.GetMessage());
    }

    [Fact]
    public void Models_here_make_services()
    {
        var models = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(models.FullName, "models", "import.py"))) models = models.Parent!;
        var sources = Directory.GetFiles(Path.Combine(models.FullName, "models"), "*.json")
            .ToDictionary(file => "Real." + Path.GetFileNameWithoutExtension(file), file => JsonNode.Parse(File.ReadAllText(file))!.AsObject());

        var assembly = ModelAssembly.Compile(sources);

        Assert.Equal(sources.Count, assembly.GetTypes().Count(type => type.Name == "Recorder"));
    }
}
