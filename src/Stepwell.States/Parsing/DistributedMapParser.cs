using System.Buffers;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Label, ItemReader, ItemBatcher and ResultWriter.</summary>
internal static class DistributedMapParser
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \t\r\n?*<>{}[]:;,\\|^~$#%&`\"/");

    private static readonly string[] OwnFields = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

    public static void RefuseFields(Fields fields)
    {
        foreach (var name in OwnFields)
        {
            if (fields.Has(name)) fields.Refuse($"Field '{name}' is not supported");
        }
    }

    public static DistributedMap Read(StateScope state, StateMachineType childType)
    {
        var fields = state.Fields;
        var label = Label(state);
        return new DistributedMap(
            childType == StateMachineType.Express,
            label,
            fields.Object("ItemReader") is { } reader ? Reader(reader) : null,
            fields.Object("ItemBatcher") is { } batcher ? Batcher(batcher) : null,
            fields.Object("ResultWriter") is { } writer ? Writer(writer) : null);
    }

    private static string? Label(StateScope state)
    {
        if (state.Fields.Text("Label") is not { } label) return null;
        var place = state.Fields.At("Label");
        if (label.EnumerateRunes().Count() > Limits.LabelLength)
        {
            state.Findings.Error(
                FindingCodes.InvalidLabel,
                $"Invalid Label name: Label '{label}' exceeds the {Limits.LabelLength}-character limit allowed by the service",
                place);
        }
        else if (label.AsSpan().ContainsAny(Forbidden) || label.Any(char.IsControl))
        {
            state.Findings.Error(FindingCodes.InvalidLabel, $"Invalid Label name: '{label}'", place);
        }

        if (!state.Definition.Labels.Add(label))
            state.Findings.Error(FindingCodes.DuplicateLabel, $"Duplicate Label name: {label}", place);
        return label;
    }

    private static ItemReader Reader(Fields reader)
    {
        reader.Require("Resource");
        reader.Allow(FieldNames.ItemReader);
        if (reader.Has("Parameters") && !reader.IsExpression("Parameters")) reader.Object("Parameters");
        CheckResource(reader, "s3:getObject", "s3:listObjectsV2");
        var maxItems = reader.Object("ReaderConfig") is { } config ? ReaderConfig(config) : null;
        var resource = reader["Resource"] is { IsString: true } text ? text.GetString() : "";
        return new ItemReader(resource, Arguments(reader), reader["ReaderConfig"], maxItems);
    }

    private static IntegerField? ReaderConfig(Fields config)
    {
        config.Allow(FieldNames.ReaderConfig);
        var inputType = config.OneOf("InputType", "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
        var header = config.OneOf("CSVHeaderLocation", "FIRST_ROW", "GIVEN");
        if (inputType == "CSV" && !config.Has("CSVHeaderLocation")) config.Refuse("The field 'CSVHeaderLocation' is required");
        if (inputType == "JSON" && config.Has("CSVHeaderLocation")) config.Refuse("Field 'CSVHeaderLocation' is not supported");
        if (header == "GIVEN") config.Require("CSVHeaders");
        CheckHeaders(config);
        config.OneOf("CSVDelimiter", "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        config.OneOf("ManifestType", "ATHENA_DATA", "S3_INVENTORY");
        config.OneOf("Transformation", "NONE", "LOAD_AND_FLATTEN");
        config.Text("ItemsPointer");
        return Number(config, "MaxItems", Limits.MaxReaderItems);
    }

    /// <summary>Names of columns, never expressions.</summary>
    private static void CheckHeaders(Fields config)
    {
        if (config.Items("CSVHeaders") is not { } headers) return;
        var index = 0;
        foreach (var header in headers.Items)
        {
            if (!header.IsString) config.Findings.Schema("Expected value of type String", config.At("CSVHeaders")[index]);
            index++;
        }
    }

    /// <remarks>https://states-language.net/spec.html#itembatcher: both limits are positive integers.</remarks>
    private static ItemBatcher Batcher(Fields batcher)
    {
        batcher.Allow(FieldNames.ItemBatcher);
        return new ItemBatcher(
            Number(batcher, "MaxItemsPerBatch", long.MaxValue, minimum: 1),
            Number(batcher, "MaxInputBytesPerBatch", long.MaxValue, minimum: 1),
            Template(batcher, "BatchInput"));
    }

    private static ResultWriter Writer(Fields writer)
    {
        writer.Allow(FieldNames.ResultWriter);
        RequireDestination(writer);
        CheckResource(writer, "s3:putObject");
        var config = writer.Object("WriterConfig");
        config?.Allow(FieldNames.WriterConfig);
        var transformation = config?.OneOf("Transformation", "NONE", "COMPACT", "FLATTEN");
        config?.OneOf("OutputType", "JSON", "JSONL");
        return new ResultWriter(writer["Resource"] is { IsString: true } text ? text.GetString() : null, Arguments(writer), transformation);
    }

    private static TemplateField? Arguments(Fields fields) => Template(fields, fields.Language == QueryLanguage.Jsonata ? "Arguments" : "Parameters");

    private static TemplateField? Template(Fields fields, string name)
    {
        if (TemplateParser.Read(fields, name) is { } template) return new TemplateField.JsonPath(template);
        return JsonataParser.Template(fields, name) is { } jsonata ? new TemplateField.Jsonata(jsonata) : null;
    }

    /// <summary>
    /// Resource and Parameters come together, and only WriterConfig can do without them.
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
    /// </summary>
    private static void RequireDestination(Fields writer)
    {
        var arguments = writer.Language == QueryLanguage.Jsonata ? "Arguments" : "Parameters";
        if (!writer.Has("WriterConfig") || writer.Has("Resource") || writer.Has(arguments)) writer.Require("Resource", arguments);
    }

    private static void CheckResource(Fields fields, params ReadOnlySpan<string> actions)
    {
        if (fields.Text("Resource") is not { } resource) return;
        foreach (var action in actions)
        {
            var isAction = resource.EndsWith($":states:::{action}", StringComparison.Ordinal);
            if (isAction && resource.StartsWith("arn:", StringComparison.Ordinal)) return;
        }

        fields.Refuse("Resource", "The field 'Resource' does not match any of the allowed values");
    }

    private static IntegerField? Number(Fields fields, string name, long maximum, long minimum = 0)
    {
        var pathName = name + "Path";
        if (!fields.AtMostOne(name, pathName)) return null;
        if (JsonataParser.Expression(fields, name) is { } template) return new IntegerField.Jsonata(template);
        if (fields.Integer(name, minimum, maximum) is { } value) return new IntegerField.Literal(value);
        return PathParser.Reference(fields, pathName) is { } path ? new IntegerField.At(path) : null;
    }
}
