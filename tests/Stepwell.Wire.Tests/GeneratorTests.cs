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
}
