using Stepwell.States.Definition;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class NestingTests
{
    private const string Inner = """
        "StartAt":"I","States":{"I":{"Type":"Pass","End":true}}
        """;

    [Fact]
    public void Parallel_has_its_branches_in_order()
    {
        var parallel = State<ParallelState>($$$$"""
            {"Type":"Parallel","Parameters":{"a":1},"Branches":[{"Comment":"c",{{{{Inner}}}}},{"StartAt":"J",
             "States":{"J":{"Type":"Succeed"}}}],"End":true}
            """);
        Assert.Equal(["I", "J"], parallel.Branches.Select(branch => branch.StartAt));
        Assert.NotNull(Assert.IsType<JsonPathFlow>(parallel.Flow).Parameters);
    }

    [Theory]
    [InlineData("", "These fields are required: [Branches] at /States/S")]
    [InlineData("\"Branches\":[],", "Value cannot be empty at /States/S/Branches")]
    [InlineData("\"Branches\":[7],", "Expected value of type Object at /States/S/Branches[0]")]
    [InlineData("\"Branches\":[{}],", "These fields are required: [States, StartAt] at /States/S/Branches[0]")]
    [InlineData(
        "\"Branches\":[{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}},\"TimeoutSeconds\":1}],",
        "Field 'TimeoutSeconds' is not supported at /States/S/Branches[0]")]
    public void Wrong_branches_are_refused(string branches, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState($$"""{"Type":"Parallel",{{branches}}"End":true}"""));

    [Fact]
    public void Inline_map_is_read_with_all_its_fields()
    {
        var map = State<MapState>($$"""
            {"Type":"Map","ItemsPath":"$$.Execution.Input.list","ItemSelector":{"v.$":"$$.Map.Item.Value"},"MaxConcurrencyPath":"$.n",
             "ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},{{Inner}}},"ResultPath":null,"End":true}
            """);
        Assert.Equal(("$$.Execution.Input.list", "I"), (Assert.IsType<ItemsField.At>(map.Items).Expression.Text, map.ItemProcessor.StartAt));
        Assert.Equal("$$.Map.Item.Value", Assert.Single(Assert.IsType<TemplateField.JsonPath>(map.ItemSelector).Template.Expressions).Text);
        Assert.Equal("$.n", Assert.IsType<IntegerField.At>(map.MaxConcurrency).Expression.Text);
        Assert.Null(map.Distributed);
    }

    [Fact]
    public void Older_names_of_map_fields_mean_the_same()
    {
        var map = State<MapState>($$"""{"Type":"Map","Parameters":{"v.$":"$.a"},"MaxConcurrency":0,"Iterator":{{{Inner}}},"End":true}""");
        Assert.Equal("$.a", Assert.Single(Assert.IsType<TemplateField.JsonPath>(map.ItemSelector).Template.Expressions).Text);
        Assert.Null(Assert.IsType<JsonPathFlow>(map.Flow).Parameters);
        Assert.Equal(new IntegerField.Literal(0), map.MaxConcurrency);
    }

    [Fact]
    public void Distributed_map_has_fields_of_its_own()
    {
        var map = State<MapState>(Distributed("""
            "Label":"L","ToleratedFailureCount":1,"ToleratedFailurePercentagePath":"$.p",
            "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN",
             "CSVHeaders":["a"],"MaxItems":5},"Parameters":{"Key.$":"$.k"}},
            "ItemBatcher":{"MaxItemsPerBatchPath":"$v","BatchInput":{"x.$":"$.x"}},
            "ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b"},
             "WriterConfig":{"OutputType":"JSONL","Transformation":"FLATTEN"}},
            """));
        Assert.Equal((false, "L"), (map.Distributed!.IsExpress, map.Distributed.Label));
        Assert.Equal("$.x", Assert.Single(Assert.IsType<TemplateField.JsonPath>(map.Distributed.Batcher!.BatchInput).Template.Expressions).Text);
        Assert.IsType<IntegerField.At>(map.Distributed.Batcher.MaxItems);
        Assert.Equal(("arn:aws:states:::s3:getObject", new IntegerField.Literal(5)), (map.Distributed.Reader!.Resource, map.Distributed.Reader.MaxItems));
        Assert.Equal("FLATTEN", map.Distributed.Writer!.Transformation);
        Assert.Equal(new IntegerField.Literal(1), map.ToleratedFailureCount);
        Assert.IsType<NumberField.At>(map.ToleratedFailurePercentage);
    }

    [Theory]
    [InlineData("", "This object should have only one of the following fields: [ItemProcessor, Iterator] at /States/S")]
    [InlineData(
        "\"Iterator\":{INNER},\"ItemProcessor\":{INNER},",
        "There should only be one of the following fields: [ItemProcessor, Iterator] at /States/S")]
    [InlineData("\"ItemProcessor\":{},", "These fields are required: [States, StartAt] at /States/S/ItemProcessor")]
    [InlineData(
        "\"ItemProcessor\":{\"QueryLanguage\":\"JSONPath\",INNER},",
        "Field 'QueryLanguage' is not supported at /States/S/ItemProcessor")]
    [InlineData(
        "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"FAST\"},INNER},",
        "Value should be one of the following: [INLINE, DISTRIBUTED] at /States/S/ItemProcessor/ProcessorConfig/Mode")]
    [InlineData(
        "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"INLINE\",\"ExecutionType\":\"EXPRESS\"},INNER},",
        "Field 'ExecutionType' is not supported at /States/S/ItemProcessor/ProcessorConfig")]
    [InlineData(
        "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\"},INNER},",
        "These fields are required: [ExecutionType] at /States/S/ItemProcessor/ProcessorConfig")]
    [InlineData(
        "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"FAST\"},INNER},",
        "Value should be one of the following: [STANDARD, EXPRESS] at /States/S/ItemProcessor/ProcessorConfig/ExecutionType")]
    [InlineData("\"ItemProcessor\":{INNER},\"ItemBatcher\":{\"MaxItemsPerBatch\":1},", "Field 'ItemBatcher' is not supported at /States/S")]
    [InlineData("\"ItemProcessor\":{INNER},\"MaxConcurrency\":-1,", "Minimum value is 0 at /States/S/MaxConcurrency")]
    [InlineData(
        "\"ItemProcessor\":{INNER},\"MaxConcurrency\":1,\"MaxConcurrencyPath\":\"$.n\",",
        "There should only be one of the following fields: [MaxConcurrency, MaxConcurrencyPath] at /States/S")]
    [InlineData(
        "\"ItemProcessor\":{INNER},\"MaxConcurrencyPath\":\"$$.Execution.Input.n\",",
        "Value is not a Reference Path at /States/S/MaxConcurrencyPath")]
    [InlineData("\"ItemProcessor\":{INNER},\"ItemsPath\":\"$.a[*]\",", "Value is not a Reference Path at /States/S/ItemsPath")]
    [InlineData(
        "\"ItemProcessor\":{INNER},\"ItemSelector\":{},\"Parameters\":{},",
        "There should only be one of the following fields: [ItemSelector, Parameters] at /States/S")]
    public void Wrong_map_is_refused(string fields, string expected) => Assert.Equal(
        "SCHEMA_VALIDATION_FAILED: " + expected,
        ErrorsOfState($$"""{"Type":"Map",{{fields.Replace("INNER", Inner, StringComparison.Ordinal)}}"End":true}"""));

    [Theory]
    [InlineData("\"ToleratedFailurePercentage\":100.5,", "Maximum value is 100.0 at /States/S/ToleratedFailurePercentage")]
    [InlineData("\"ToleratedFailurePercentage\":-1,", "Minimum value is 0.0 at /States/S/ToleratedFailurePercentage")]
    [InlineData("\"ToleratedFailureCount\":-1,", "Minimum value is 0 at /States/S/ToleratedFailureCount")]
    [InlineData("\"ItemReader\":{},", "These fields are required: [Resource] at /States/S/ItemReader")]
    [InlineData(
        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:deleteObject\"},",
        "The field 'Resource' does not match any of the allowed values at /States/S/ItemReader/Resource")]
    [InlineData(
        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"InputType\":\"CSV\"}},",
        "The field 'CSVHeaderLocation' is required at /States/S/ItemReader/ReaderConfig")]
    [InlineData(
        """
        "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"JSON","CSVHeaderLocation":"FIRST_ROW"}},
        """,
        "Field 'CSVHeaderLocation' is not supported at /States/S/ItemReader/ReaderConfig")]
    [InlineData(
        """
        "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN"}},
        """,
        "These fields are required: [CSVHeaders] at /States/S/ItemReader/ReaderConfig")]
    [InlineData(
        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"MaxItems\":1,\"MaxItemsPath\":\"$.n\"}},",
        "There should only be one of the following fields: [MaxItems, MaxItemsPath] at /States/S/ItemReader/ReaderConfig")]
    [InlineData(
        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"MaxItems\":100000001}},",
        "Maximum value is 100000000 at /States/S/ItemReader/ReaderConfig/MaxItems")]
    [InlineData(
        "\"ItemBatcher\":{\"MaxItemsPerBatch\":1,\"MaxItemsPerBatchPath\":\"$.n\"},",
        "There should only be one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath] at /States/S/ItemBatcher")]
    [InlineData(
        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"Parameters\":7},",
        "Expected value of type Object at /States/S/ItemReader/Parameters")]
    [InlineData(
        "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"InputType\":\"JSONL\",\"CSVDelimiter\":\"DOT\"}},",
        "Value should be one of the following: [COMMA, PIPE, SEMICOLON, SPACE, TAB] at /States/S/ItemReader/ReaderConfig/CSVDelimiter")]
    [InlineData(
        """
        "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
                      "ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN","CSVHeaders":["a",1]}},
        """,
        "Expected value of type String at /States/S/ItemReader/ReaderConfig/CSVHeaders[1]")]
    [InlineData("\"ResultWriter\":{},", "These fields are required: [Resource, Parameters] at /States/S/ResultWriter")]
    [InlineData(
        "\"ResultWriter\":{\"WriterConfig\":{},\"Parameters\":{}},", "These fields are required: [Resource] at /States/S/ResultWriter")]
    [InlineData(
        "\"ResultWriter\":{\"WriterConfig\":{\"OutputType\":\"CSV\"}},",
        "Value should be one of the following: [JSON, JSONL] at /States/S/ResultWriter/WriterConfig/OutputType")]
    [InlineData(
        "\"ResultWriter\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"Parameters\":{}},",
        "The field 'Resource' does not match any of the allowed values at /States/S/ResultWriter/Resource")]
    public void Wrong_distributed_map_is_refused(string fields, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(Distributed(fields)));

    [Fact]
    public void Express_machine_has_no_distributed_map() => Assert.Equal(
        Schema(
            "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
            "/States/S/ItemProcessor/ProcessorConfig/Mode"),
        ErrorsOfState(Distributed(string.Empty), StateMachineType.Express));

    [Fact]
    public void Express_children_of_a_distributed_map_cannot_wait_for_others() => Assert.Equal(
        Schema("Express state machine does not support Activity ARN", "/States/S/ItemProcessor/States/T/Resource"),
        ErrorsOfState("""
            {"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},
             "StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:111111111111:activity:a","End":true}}}}
            """));

    [Fact]
    public void Labels_are_short_and_unique()
    {
        var tooLong = new string('l', 41);
        Assert.Equal(
            $"INVALID_LABEL_NAME: Invalid Label name: Label '{tooLong}' exceeds the 40-character limit allowed by the service"
            + " at /States/S/Label",
            ErrorsOfState(Distributed($"\"Label\":\"{tooLong}\",")));
        Assert.Equal("INVALID_LABEL_NAME: Invalid Label name: 'a b' at /States/S/Label", ErrorsOfState(Distributed("\"Label\":\"a b\",")));
        Assert.Equal(
            "DUPLICATE_LABEL_NAME: Duplicate Label name: L at /States/B/Label",
            Errors($$"""{"StartAt":"A","States":{"A":{{Labelled("I", "\"Next\":\"B\"")}},"B":{{Labelled("J", "\"End\":true")}} } }"""));
    }

    private static string Labelled(string child, string transition) =>
        $$$$"""
        {"Type":"Map","Label":"L",{{{{transition}}}},"ItemProcessor":{
          "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"{{{{child}}}}",
           "States":{"{{{{child}}}}":{"Type":"Succeed"}} } }
        """;

    private static string Distributed(string fields) =>
        $$"""
        {"Type":"Map",{{fields}}"ItemProcessor":{
          "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},{{Inner}}},"End":true}
        """;
}
