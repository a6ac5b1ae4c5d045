using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Stepwell.Bench.Load.Functions;

/// <summary>A function of a few lines.</summary>
/// <param name="FileName">Of its only file.</param>
internal sealed record FunctionPackage(string Runtime, string Handler, string FileName, string Code)
{
    private const int ExecutableFile = 0x81ED;

    /// <summary>Answers with its event.</summary>
    public static readonly FunctionPackage NodeEcho = new(
        "nodejs22.x", "index.handler", "index.mjs", "export const handler = async (event) => event;");

    public static readonly FunctionPackage PythonEcho = new(
        "python3.12", "app.handler", "app.py", "def handler(event, context):\n    return event\n");

    /// <summary>A runtime of its own, in shell and curl.</summary>
    public static readonly FunctionPackage ShellEcho = new(
        "provided.al2023",
        "none",
        "bootstrap",
        """
        #!/bin/bash
        api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
        while true; do
          head=$(mktemp)
          event=$(curl -sS -D "$head" "$api/next")
          id=$(grep -i lambda-runtime-aws-request-id "$head" | tr -d '\r' | cut -d' ' -f2)
          curl -sS -o /dev/null -X POST "$api/$id/response" -d "$event"
        done
        """.ReplaceLineEndings("\n"));

    /// <summary>Posts its event to somebody who counts.</summary>
    public static FunctionPackage NodeTeller(Uri listener) => new(
        "nodejs22.x",
        "index.handler",
        "index.mjs",
        $$"""
        export const handler = async (event) => {
          await fetch("{{listener}}", { method: "POST", body: JSON.stringify(event) });
        };
        """);

    /// <summary>The body of CreateFunction.</summary>
    public string ToCreation(string name) => new JsonObject
    {
        ["FunctionName"] = name,
        [nameof(Runtime)] = Runtime,
        [nameof(Handler)] = Handler,
        ["Role"] = "arn:aws:iam::000000000000:role/bench",
        ["Timeout"] = 30,
        ["MemorySize"] = 512,
        [nameof(Code)] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(Zip()) },
    }.ToJsonString();

    private byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            var entry = archive.CreateEntry(FileName);
            entry.ExternalAttributes = ExecutableFile << 16;
            using var content = entry.Open();
            content.Write(Encoding.UTF8.GetBytes(Code));
        }
        return bytes.ToArray();
    }
}
