using System.CommandLine;
using System.Globalization;
using Stepwell.Hosting;
using Stepwell.Store;
using Stepwell.Store.Postgres;
using Stepwell.Store.Sqlite;

namespace Stepwell.Commands;

/// <summary><c>stepwell backup</c>: copies a store into one file while its server goes on.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The backup to make. It must not be there yet." };
        var data = StoreArguments.Data("Directory of the embedded store.");
        var store = StoreArguments.Store();
        var command = new Command("backup", "Copy a store into a file. A server may be running on it.") { file, data, store };
        command.SetAction(parsed => Run(parsed.GetValue(file)!.FullName, parsed.GetValue(data)!.FullName, parsed.GetValue(store)));
        return command;
    }

    private static int Run(string file, string directory, string? address)
    {
        try
        {
            if (address is null)
                SqliteBackup.Save(directory, file);
            else
                PostgresBackup.Save(new PostgresStoreOptions(address), ServerSchema.Current, file);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file} holds the backup, {new FileInfo(file).Length} bytes."));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException or FormatException)
        {
            Console.Error.WriteLine($"stepwell: {e.Message}");
            return 1;
        }
    }
}
