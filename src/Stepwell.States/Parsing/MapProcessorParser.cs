using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>ItemProcessor, or Iterator, its older name; with ProcessorConfig and the fields that only a distributed Map has.</summary>
internal static class MapProcessorParser
{
    /// <summary>Null instead of the graph after a finding; null instead of the rest for an inline Map.</summary>
    public static (StateGraph? Processor, DistributedMap? Distributed) Read(StateScope state)
    {
        var fields = state.Fields;
        if (!fields.ExactlyOne("ItemProcessor", "Iterator")) return default;
        var name = fields.Has("ItemProcessor") ? "ItemProcessor" : "Iterator";
        if (Fields.Of(fields[name], fields.At(name), state.Definition.Language, state.Findings) is not { } processor) return default;

        if (ChildType(processor, state.Type) is { } type)
            return (Graph(processor, type, outer: null, state), DistributedMapParser.Read(state, type));

        DistributedMapParser.RefuseFields(fields);
        return (Graph(processor, state.Type, state.Graph, state), null);
    }

    private static StateGraph? Graph(Fields processor, StateMachineType type, GraphOutline? outer, StateScope state) =>
        GraphParser.ParseNested(processor, FieldNames.Processor, type, outer, state.Definition);

    /// <summary>Null for inline mode; else what kind of executions the items get.</summary>
    private static StateMachineType? ChildType(Fields processor, StateMachineType type)
    {
        if (processor.Object("ProcessorConfig") is not { } config) return null;
        if (config.OneOf("Mode", "INLINE", "DISTRIBUTED") != "DISTRIBUTED")
        {
            config.Allow(FieldNames.InlineConfig);
            return null;
        }

        if (type == StateMachineType.Express)
            config.Refuse("Mode", "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines");
        config.Require("ExecutionType");
        config.Allow(FieldNames.ProcessorConfig);
        return config.OneOf("ExecutionType", "STANDARD", "EXPRESS") == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard;
    }
}
