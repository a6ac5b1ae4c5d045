namespace Stepwell.Architecture.Tests;

/// <summary>Who may know whom. A project that is not listed here fails the tests, so that nobody joins unnoticed.</summary>
internal static class Arrows
{
    /// <summary>The one project that knows everyone.</summary>
    public const string Host = "Stepwell";

    public static readonly IReadOnlyDictionary<string, string[]> Projects = new Dictionary<string, string[]>
    {
        ["Stepwell.Json"] = [],
        ["Stepwell.Expressions"] = ["Stepwell.Json"],
        ["Stepwell.States"] = ["Stepwell.Json", "Stepwell.Expressions"],
        ["Stepwell.Store"] = [],
        ["Stepwell.Partitions"] = ["Stepwell.Store"],
        ["Stepwell.Wire"] = [],
        ["Stepwell.Wire.Generator"] = [],
        ["Stepwell.Functions"] = ["Stepwell.Json", "Stepwell.Functions.DotNet"],
        ["Stepwell.Functions.DotNet"] = [],
        ["Stepwell.Hosting"] =
        [
            "Stepwell.Functions", "Stepwell.Integrations", "Stepwell.Json", "Stepwell.Store", "Stepwell.Partitions", "Stepwell.Wire",
            "Stepwell.Services.CloudWatch", "Stepwell.Services.Lambda", "Stepwell.Services.Logs", "Stepwell.Services.StepFunctions",
            "Stepwell.Services.Sts",
        ],
        ["Stepwell.Integrations"] = ["Stepwell.Json", "Stepwell.States"],
        ["Stepwell.Services.CloudWatch"] =
        [
            "Stepwell.Json", "Stepwell.Store", "Stepwell.Partitions", "Stepwell.Wire", "Stepwell.Wire.Generator",
        ],
        ["Stepwell.Services.Lambda"] =
        [
            "Stepwell.Functions", "Stepwell.Integrations", "Stepwell.Json", "Stepwell.Store", "Stepwell.Partitions", "Stepwell.Wire",
            "Stepwell.Wire.Generator",
        ],
        ["Stepwell.Services.Logs"] =
        [
            "Stepwell.Json", "Stepwell.Store", "Stepwell.Partitions", "Stepwell.Wire", "Stepwell.Wire.Generator",
        ],
        ["Stepwell.Services.Sts"] = ["Stepwell.Json", "Stepwell.Store", "Stepwell.Wire", "Stepwell.Wire.Generator"],
        ["Stepwell.Services.StepFunctions"] =
        [
            "Stepwell.Json", "Stepwell.Expressions", "Stepwell.States", "Stepwell.Store", "Stepwell.Partitions", "Stepwell.Wire",
            "Stepwell.Wire.Generator", "Stepwell.Integrations",
        ],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Packages = new Dictionary<string, string[]>
    {
        ["Stepwell"] = ["System.CommandLine"],
        ["Stepwell.Hosting"] = ["OpenTelemetry.Exporter.OpenTelemetryProtocol"],
        ["Stepwell.Store"] = ["Npgsql", "SQLitePCLRaw.bundle_e_sqlite3"],
        ["Stepwell.Wire.Generator"] = ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp"],
    };

    /// <summary>Projects that do no I/O: libraries that are useful on their own.</summary>
    public static readonly string[] Pure = ["Stepwell.Json", "Stepwell.Expressions", "Stepwell.States"];

    /// <summary>Prefixes of the assemblies through which .NET reaches the outside world.</summary>
    public static readonly string[] Outside =
    [
        "Microsoft.AspNetCore", "Microsoft.Extensions", "System.Console", "System.Diagnostics.Process", "System.IO.FileSystem",
        "System.IO.Pipes", "System.Net", "System.Threading.Timer",
    ];

    public static bool Allows(string from, string to) => from == Host || (Projects.TryGetValue(from, out var known) && known.Contains(to));
}
