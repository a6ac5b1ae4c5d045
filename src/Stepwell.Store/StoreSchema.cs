using System.Collections.Immutable;

namespace Stepwell.Store;

/// <summary>
/// All tables of a store and how older databases are brought to them. A new database gets the declared tables at once and the
/// newest version; an older one runs the migrations it lacks, each in its own transaction. Versions only go forward.
/// </summary>
public sealed class StoreSchema
{
    public StoreSchema(ImmutableArray<Table> tables, ImmutableArray<Migration> migrations = default)
    {
        Tables = tables;
        Migrations = migrations.IsDefault ? [] : migrations;
        if (tables.Select(table => table.Name).Distinct().Count() != tables.Length)
            throw new ArgumentException("Two tables have the same name.", nameof(tables));
        for (var i = 0; i < Migrations.Length; i++)
        {
            if (Migrations[i].Version != i + 2)
                throw new ArgumentException($"Migration {Migrations[i].Version} stands where {i + 2} is expected.", nameof(migrations));
        }
    }

    public ImmutableArray<Table> Tables { get; }

    public ImmutableArray<Migration> Migrations { get; }

    /// <summary>Version 1 is the first set of declared tables; each migration adds one.</summary>
    public int Version => Migrations.Length + 1;
}

/// <summary>One step from version <c>Version - 1</c> to <c>Version</c>. Never edited after a release.</summary>
/// <param name="SqliteStatements">SQL that changes a SQLite database, in order.</param>
/// <param name="PostgresStatements">The same for PostgreSQL. Empty where no database of a version before can be there.</param>
public sealed record Migration(int Version, ImmutableArray<string> SqliteStatements, ImmutableArray<string> PostgresStatements)
{
    public Migration(int version, ImmutableArray<string> sqliteStatements)
        : this(version, sqliteStatements, [])
    {
    }
}
