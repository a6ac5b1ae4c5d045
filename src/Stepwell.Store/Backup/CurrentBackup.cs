using Stepwell.Store.Sql;
using Stepwell.Store.Sqlite;

namespace Stepwell.Store.Backup;

/// <summary>A backup with the tables of this program. Of an older one a copy is brought up to date.</summary>
internal sealed class CurrentBackup : IDisposable
{
    private readonly string? _copy;

    public CurrentBackup(string file, StoreSchema schema)
    {
        Database = SqliteBackup.Open(file, schema);
        try
        {
            var properties = new SqliteSchema(Database, new SqliteDialect());
            PartitionCount = properties.PartitionCountOfStore;
            if (properties.Version == schema.Version)
                return;
            _copy = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            SqliteBackup.CopyPages(Database, _copy);
            Database.Dispose();
            Database = new SqliteDatabase(_copy, isReadOnly: false);
            new SqliteSchema(Database, new SqliteDialect()).Prepare(schema, PartitionCount);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SqliteDatabase Database { get; }

    public int PartitionCount { get; }

    public void Dispose()
    {
        Database.Dispose();
        if (_copy is not null)
            File.Delete(_copy);
    }
}
