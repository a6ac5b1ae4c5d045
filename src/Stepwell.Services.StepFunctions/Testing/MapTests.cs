using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;
using Stepwell.States.Testing;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>What a request says of the iterations of a Map.</summary>
internal static class MapTests
{
    public static MapTestSetup Of(TestStateConfiguration? configuration, State state)
    {
        if (state is not MapState map)
            return MapTestSetup.None;
        var hasPointer = map.Distributed?.Reader?.Config["ItemsPointer"].IsString ?? false;
        return new MapTestSetup(ReaderItems(configuration?.MapItemReaderData, map), hasPointer);
    }

    private static JsonValue ReaderItems(string? data, MapState map)
    {
        if (map.Distributed?.Reader is not { } reader)
            return default;
        if (data is null)
            throw new ValidationException("ItemReader data must be specified when testing a Map state with ItemReader specified.");
        return ReaderData.Read(data, reader.Config);
    }
}
