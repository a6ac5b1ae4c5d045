using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class MapParser
{
    public static MapState? Parse(StateScope state)
    {
        var fields = state.Fields;
        var flow = FlowParser.ReadWithoutParameters(state);
        var itemSelector = ItemSelector(fields);
        var items = Items(fields);
        var maxConcurrency = Integer(fields, "MaxConcurrency");
        var toleratedCount = Integer(fields, "ToleratedFailureCount");
        var toleratedPercentage = Percentage(fields, "ToleratedFailurePercentage");
        var (processor, distributed) = MapProcessorParser.Read(state);
        var errors = ErrorHandlingParser.Read(state);
        var transition = state.ReadTransition();
        return processor is null || transition is null
            ? null
            : new MapState(
                state.Name, state.Comment, flow, processor, items, itemSelector, maxConcurrency, toleratedCount, toleratedPercentage,
                distributed, errors, transition);
    }

    private static ItemsField? Items(Fields fields)
    {
        if (JsonataParser.Array(fields, "Items") is { } template) return new ItemsField.Jsonata(template);
        return PathParser.Reference(fields, "ItemsPath", allowContext: true) is { } path ? new ItemsField.At(path) : null;
    }

    private static TemplateField? ItemSelector(Fields fields)
    {
        if (fields.Language == QueryLanguage.Jsonata)
            return JsonataParser.Template(fields, "ItemSelector") is { } template ? new TemplateField.Jsonata(template) : null;
        if (!fields.AtMostOne("ItemSelector", "Parameters")) return null;
        return TemplateParser.Field(fields, "ItemSelector") ?? TemplateParser.Field(fields, "Parameters");
    }

    private static IntegerField? Integer(Fields fields, string name)
    {
        var pathName = name + "Path";
        if (!fields.AtMostOne(name, pathName)) return null;
        if (JsonataParser.Expression(fields, name) is { } template) return new IntegerField.Jsonata(template);
        if (fields.Integer(name, maximum: long.MaxValue) is { } value) return new IntegerField.Literal(value);
        return PathParser.Reference(fields, pathName) is { } path ? new IntegerField.At(path) : null;
    }

    private static NumberField? Percentage(Fields fields, string name)
    {
        var pathName = name + "Path";
        if (!fields.AtMostOne(name, pathName)) return null;
        if (JsonataParser.Expression(fields, name) is { } template) return new NumberField.Jsonata(template);
        if (fields.Number(name, minimum: 0, maximum: 100) is { } value) return new NumberField.Literal(value);
        return PathParser.Reference(fields, pathName) is { } path ? new NumberField.At(path) : null;
    }
}
