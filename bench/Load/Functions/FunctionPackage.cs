using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Stepwell.Bench.Load.Functions;

/// <summary>A function of a few lines.</summary>
internal sealed record FunctionPackage(string Runtime, string Handler, IReadOnlyList<PackageFile> Files)
{
    private const int ExecutableFile = 0x81ED;

    /// <summary>Answers with its event.</summary>
    public static readonly FunctionPackage NodeEcho = new(
        "nodejs22.x", "index.handler", [PackageFile.OfText("index.mjs", "export const handler = async (event) => event;")]);

    public static readonly FunctionPackage PythonEcho = new(
        "python3.12", "app.handler", [PackageFile.OfText("app.py", "def handler(event, context):\n    return event\n")]);

    /// <summary>A runtime of its own, in shell and curl.</summary>
    public static readonly FunctionPackage ShellEcho = new(
        "provided.al2023",
        "none",
        [PackageFile.OfText("bootstrap", """
        #!/bin/bash
        api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
        while true; do
          head=$(mktemp)
          event=$(curl -sS -D "$head" "$api/next")
          id=$(grep -i lambda-runtime-aws-request-id "$head" | tr -d '\r' | cut -d' ' -f2)
          curl -sS -o /dev/null -X POST "$api/$id/response" -d "$event"
        done
        """.ReplaceLineEndings("\n"))]);

    /// <summary>Built with this program, and found beside it.</summary>
    public static FunctionPackage DotNetEcho() => new(
        "dotnet10", "Sample::Sample.Functions::Echo", PackageFile.OfFolder(Path.Combine(AppContext.BaseDirectory, "..", "..", "Sample", "release")));

    /// <summary>Posts its event to somebody who counts.</summary>
    public static FunctionPackage NodeTeller(Uri listener) => new(
        "nodejs22.x",
        "index.handler",
        [PackageFile.OfText("index.mjs", $$"""
        export const handler = async (event) => {
          await fetch("{{listener}}", { method: "POST", body: JSON.stringify(event) });
        };
        """)]);

    /// <summary>The body of CreateFunction.</summary>
    public string ToCreation(string name) => new JsonObject
    {
        ["FunctionName"] = name,
        [nameof(Runtime)] = Runtime,
        [nameof(Handler)] = Handler,
        ["Role"] = "arn:aws:iam::000000000000:role/bench",
        ["Timeout"] = 30,
        ["MemorySize"] = 512,
        ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(Zip()) },
    }.ToJsonString();

    private byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var file in Files)
            {
                var entry = archive.CreateEntry(file.Name);
                entry.ExternalAttributes = ExecutableFile << 16;
                using var content = entry.Open();
                content.Write(file.Content);
            }
        }
        return bytes.ToArray();
    }
}

internal sealed record PackageFile(string Name, byte[] Content)
{
    public static PackageFile OfText(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<PackageFile> OfFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(file => new PackageFile(Path.GetFileName(file), File.ReadAllBytes(file)))];
}
