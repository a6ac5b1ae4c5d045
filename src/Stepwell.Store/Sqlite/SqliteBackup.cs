using Stepwell.Store.Backup;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>
/// A backup is one file: a database as the embedded store has it, whatever engine it was made from, and complete without a write-ahead log.
/// </summary>
public static class SqliteBackup
{
    /// <summary>
    /// Copies the store of a directory as it is at one moment. A server may have it open and goes on; only its write-ahead log cannot be
    /// recycled meanwhile.
    /// </summary>
    /// <exception cref="StoreException">There is no store, or the file is there already.</exception>
    public static void Save(string directory, string file)
    {
        var path = Path.Combine(directory, SqliteStore.FileName);
        if (!File.Exists(path))
            throw new StoreException($"{directory} holds no store.");
        using var backup = new NewFile(file);
        using (var source = new SqliteDatabase(path, isReadOnly: false))
            CopyPages(source, backup.TemporaryPath);
        backup.Keep();
    }

    /// <summary>Makes the store of a directory from a backup. An older one is brought up to date when the store is opened.</summary>
    /// <exception cref="StoreInUseException">A server has the directory.</exception>
    /// <exception cref="StoreException">It has a store already, or the file is no sound backup.</exception>
    public static void Restore(string file, string directory, StoreSchema schema)
    {
        using var source = Open(file, schema);
        DurableDirectory.Create(directory);
        using var directoryLock = DirectoryLock.Take(directory);
        var path = Path.Combine(directory, SqliteStore.FileName);
        if (File.Exists(path) || File.Exists(path + "-wal"))
            throw new StoreException($"{directory} holds a store already.");
        using var store = new NewFile(path);
        CopyPages(source, store.TemporaryPath);
        store.Keep();
    }

    /// <summary>Opens a backup that this program can use.</summary>
    /// <exception cref="StoreException">There is none, or it is damaged.</exception>
    /// <exception cref="StoreSchemaException">It was made by a newer program.</exception>
    internal static SqliteDatabase Open(string file, StoreSchema schema)
    {
        if (!File.Exists(file))
            throw new StoreException($"There is no file {file}.");
        var database = new SqliteDatabase(file, isReadOnly: true);
        try
        {
            var properties = new SqliteSchema(database, new SqliteDialect());
            if (!properties.IsStore)
                throw new StoreException($"{file} is no backup.");
            properties.RefuseNewer(schema);
            if (properties.FindDamage() is { } damage)
                throw new StoreException($"{file} is damaged: {damage}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>All pages in one read transaction, so they are of one moment and nothing is copied twice.</summary>
    internal static void CopyPages(SqliteDatabase source, string path)
    {
        using var target = new SqliteDatabase(path, isReadOnly: false);
        target.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
        source.CopyTo(target);
        // The copy says that it has a log, as its source does, and would not be read without one everywhere.
        target.Execute("PRAGMA journal_mode=DELETE");
    }
}
