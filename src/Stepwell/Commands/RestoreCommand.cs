using System.CommandLine;
using Stepwell.Hosting;
using Stepwell.Store;
using Stepwell.Store.Postgres;
using Stepwell.Store.Sqlite;

namespace Stepwell.Commands;

/// <summary><c>stepwell restore</c>: makes a store from a backup, where there is none.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "What stepwell backup has made, from either engine." };
        var data = StoreArguments.Data("Directory of the embedded store to make; it must not have one.");
        var store = StoreArguments.Store();
        var command = new Command("restore", "Make a store from a backup.") { file, data, store };
        command.SetAction(parsed => Run(parsed.GetValue(file)!.FullName, parsed.GetValue(data)!.FullName, parsed.GetValue(store)));
        return command;
    }

    private static int Run(string file, string directory, string? address)
    {
        try
        {
            if (address is null)
                SqliteBackup.Restore(file, directory, ServerSchema.Current);
            else
                PostgresBackup.Restore(file, new PostgresStoreOptions(address), ServerSchema.Current);
            Console.Out.WriteLine($"The store is restored. Start it with: stepwell up {(address is null ? $"--data {directory}" : "--store …")}");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException or FormatException)
        {
            Console.Error.WriteLine($"stepwell: {e.Message}");
            return 1;
        }
    }
}
