using Stepwell.Json;

namespace Stepwell.States.Definition;

/// <summary>The fields that only a Map in Distributed mode has.</summary>
/// <param name="IsExpress">The children are Express executions, else Standard ones.</param>
public sealed record DistributedMap(bool IsExpress, string? Label, ItemReader? Reader, ItemBatcher? Batcher, ResultWriter? Writer);

/// <param name="Arguments">From <c>Parameters</c> or <c>Arguments</c>; null when there are none.</param>
/// <param name="Config">ReaderConfig as written; missing when there is none.</param>
public sealed record ItemReader(string Resource, TemplateField? Arguments, JsonValue Config, IntegerField? MaxItems);

public sealed record ItemBatcher(IntegerField? MaxItems, IntegerField? MaxBytes, TemplateField? BatchInput);

/// <param name="Resource">Null: the results go into the output of the state.</param>
/// <param name="Transformation"><c>NONE</c>, <c>COMPACT</c>, <c>FLATTEN</c>; null: NONE with a resource, else COMPACT.</param>
public sealed record ResultWriter(string? Resource, TemplateField? Arguments, string? Transformation);
