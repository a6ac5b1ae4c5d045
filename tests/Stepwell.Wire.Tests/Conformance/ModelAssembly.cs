using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Stepwell.Wire.Generator;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>Runs the generator over models at test time and loads what it makes, each model in a namespace of its own.</summary>
internal static class ModelAssembly
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14);

    /// <param name="models">By their namespace, whose last part names the service class.</param>
    public static Assembly Compile(IReadOnlyDictionary<string, JsonObject> models)
    {
        var compilation = CSharpCompilation.Create(
            "Conformance.Models",
            references: References(),
            options: new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        foreach (var (name, model) in models) compilation = compilation.AddSyntaxTrees(Generate(compilation, name, model));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20)));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Runs the generator over one model text and returns what it reports.</summary>
    public static ImmutableArray<Diagnostic> Report(string model) => Run(CSharpCompilation.Create("Report"), "Report", model).Diagnostics;

    private static IEnumerable<SyntaxTree> Generate(CSharpCompilation compilation, string name, JsonObject model)
    {
        var generated = Run(compilation, name, model.ToJsonString());
        Assert.Empty(generated.Diagnostics);
        return [.. generated.GeneratedTrees, CSharpSyntaxTree.ParseText(Recorder(name, model), ParseOptions)];
    }

    private static GeneratorDriverRunResult Run(CSharpCompilation compilation, string name, string model) => CSharpGeneratorDriver
        .Create(
            [new WireGenerator().AsSourceGenerator()],
            [new ModelText(model)],
            ParseOptions,
            new Options(name))
        .RunGenerators(compilation)
        .GetRunResult();

    /// <summary>A service whose written operations hand their input to a delegate and return what that gives.</summary>
    private static string Recorder(string name, JsonObject model)
    {
        var code = new StringBuilder($"namespace {name}.Api;\n");
        var service = name[(name.LastIndexOf('.') + 1)..] + "ServiceBase";
        code.AppendLine("using System.Threading.Tasks;");
        code.AppendLine($"public sealed class Recorder(System.Func<string, object, object> answer) : {service} {{");
        foreach (var (operation, shape) in model["operations"]!.AsObject())
        {
            if ((bool?)shape!["isUnwritten"] == true) continue;
            var input = (string?)shape["input"]?["shape"] ?? operation + "Input";
            var output = (string?)shape["output"]?["shape"] ?? operation + "Output";
            code.AppendLine($"public override ValueTask<{output}> {operation}({input} input, Stepwell.Wire.RequestContext context) =>");
            code.AppendLine($"    new(({output})answer(\"{operation}\", input));");
        }

        return code.Append('}').ToString();
    }

    private static IEnumerable<MetadataReference> References()
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return platform.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
    }

    private sealed class ModelText(string text) : AdditionalText
    {
        public override string Path => "/models/test.json";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Options(string rootNamespace) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new RootNamespace(rootNamespace);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class RootNamespace(string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string result)
        {
            result = value;
            return key == "build_property.RootNamespace";
        }
    }
}
