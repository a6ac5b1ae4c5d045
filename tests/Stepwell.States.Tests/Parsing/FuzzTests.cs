using CsCheck;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;

namespace Stepwell.States.Tests.Parsing;

/// <summary>Whatever the text, there is a machine or an error, and no exception.</summary>
public sealed class FuzzTests
{
    private const int MegaByte = 1024 * 1024;

    private const string Seed = """
        {"Comment":"c","StartAt":"T","TimeoutSeconds":9,"Version":"1.0","States":{
          "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f",
           "a":[{"x.$":"States.Format('{}', $.a)"}]},"ResultPath":"$.r","TimeoutSeconds":5,
               "Retry":[{"ErrorEquals":["States.ALL"],"BackoffRate":1.5}],"Catch":[{"ErrorEquals":["E"],"Next":"F"}],
                "Assign":{"v.$":"$.v"},"Next":"C"},
          "C":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.a","NumericEquals":1},{"Not":{"Variable":"$v",
           "StringEqualsPath":"$.b"}}],"Next":"W"}],"Default":"P"},
          "W":{"Type":"Wait","Timestamp":"2016-08-18T17:33:00Z","Next":"P"},
          "P":{"Type":"Parallel","Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Result":1,"End":true}}}],"Next":"M"},
          "M":{"Type":"Map","ItemsPath":"$.items","ItemBatcher":{"MaxItemsPerBatch":2},"Label":"L",
           "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
               "StartAt":"S","States":{"S":{"Type":"Succeed"}}},"End":true},
          "F":{"Type":"Fail","ErrorPath":"$.e","Cause":"c"}}}
        """;

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "1e999", "\"$\"", "\"$$\"", "\"States.Array(\"", "{% x %}",
        "\"JSONata\"", "\"Type\"", "\"Map\"", "\"Next\":\"T\",", "\"End\":true,", "\ud800", "\u0000", "[[[[[[[[[[",
        "\"QueryLanguage\":\"JSONata\",", ".$", "é",
    ];

    private static Gen<string> OnePiece => Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    [Fact]
    public void Mutated_definition_is_parsed_or_refused()
    {
        Assert.Empty(Judged.Errors(Seed));
        var edit = Gen.Select(Gen.Int[0, Seed.Length], Gen.Int[0, 40], OnePiece);
        edit.List[1, 4].Sample(edits => Check(edits.Aggregate(Seed, Mutate)), iter: 20_000, seed: "0000000000001");
    }

    [Fact]
    public void Any_text_is_parsed_or_refused() =>
        OnePiece.Array[0, 40].Sample(pieces => Check(string.Concat(pieces)), iter: 20_000, seed: "0000000000001");

    [Theory]
    [InlineData("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":[", "]}}}")]
    [InlineData("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Map\",\"End\":true,\"Iterator\":", "}}}")]
    [InlineData("{\"Not\":", "}")]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_to_a_megabyte_is_refused(string open, string close)
    {
        var depth = MegaByte / (open.Length + close.Length);
        Check(string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth)));
        Check(string.Concat(Enumerable.Repeat(open, depth)));
    }

    [Theory]
    [InlineData("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Map\",\"End\":true,\"Iterator\":", "{}", "}}}")]
    [InlineData("{\"Not\":", "{}", "}")]
    [InlineData("{\"And\":[", "", "]}")]
    [InlineData("{\"a\":[", "1", "]}")]
    public void Nesting_to_the_limit_of_JSON_does_not_exhaust_the_stack(string open, string innermost, string close)
    {
        for (var depth = 240; depth < 1000; depth += 7)
        {
            var nested = string.Concat(Enumerable.Repeat(open, depth)) + innermost + string.Concat(Enumerable.Repeat(close, depth));
            Check(nested);
            Check($$$$"""{"StartAt":"S","States":{"S":{"Type":"Choice","Choices":[{"Next":"S","Not":{{{{nested}}}}}]}}}""");
            Check($$$$"""{"StartAt":"S","States":{"S":{"Type":"Pass","End":true,"Parameters":{{{{nested}}}}}}}""");
        }
    }

    [Fact]
    public void Definition_of_a_megabyte_is_parsed()
    {
        const int count = 15_000;
        var states = Enumerable.Range(0, count)
            .Select(i => $$""" "State number {{i:D6}}":{"Type":"Pass","Next":"State number {{i + 1:D6}}"},""");
        var last = $$""" "State number {{count:D6}}":{"Type":"Succeed"}""";
        var definition = $$"""{"StartAt":"State number 000000","States":{ {{string.Concat(states)}}{{last}} } }""";
        Assert.InRange(definition.Length, MegaByte * 9 / 10, MegaByte * 11 / 10);
        Assert.Empty(Judged.Errors(definition));
    }

    [Fact]
    public void Hostile_definition_does_not_make_a_huge_message()
    {
        var fields = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"\"x{i}\":1,"));
        var definition = $$"""{"StartAt":"A","States":{"{{new string('n', MegaByte / 2)}}":{ {{fields}}"Type":"Succeed"} } }""";
        var message = InvalidDefinition.Message(DefinitionParser.Parse(definition, StateMachineType.Standard).Findings);
        Assert.InRange(message.Length, 1, 3 * MegaByte);
    }

    private static string Mutate(string text, (int At, int Length, string Piece) edit)
    {
        var start = Math.Min(edit.At, text.Length);
        return string.Concat(text.AsSpan(0, start), edit.Piece, text.AsSpan(Math.Min(text.Length, start + edit.Length)));
    }

    private static void Check(string definition)
    {
        foreach (var type in Enum.GetValues<StateMachineType>())
        {
            var parsed = DefinitionParser.Parse(definition, type);
            Assert.Equal(parsed.Machine is null, parsed.Findings.Any(finding => finding.Severity == FindingSeverity.Error));
            if (parsed.Machine is not null) VariableReferences.Of(parsed.Machine);
        }
    }
}
