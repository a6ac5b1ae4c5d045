using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Storage;

/// <summary>The tables of this service.</summary>
public static class Tables
{
    /// <summary>What the host adds to the schema of its store.</summary>
    public static ImmutableArray<Table> All { get; } = [.. FunctionTables.All, .. Events.EventTables.All];
}
