using System.CommandLine;

namespace Stepwell.Commands;

/// <summary>The options that say which store a command is about.</summary>
internal static class StoreArguments
{
    public static Option<DirectoryInfo> Data(string description) => new("--data")
    {
        Description = description,
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Environment.CurrentDirectory, ".stepwell")),
    };

    public static Option<string?> Store() => new("--store")
    {
        Description = "PostgreSQL database to use in place of the embedded store: postgres://user:password@host:5432/database.",
    };
}
