namespace Stepwell.Expressions.Tests.Jsonata;

/// <summary>What random expressions once showed to differ from the reference implementation.</summary>
public sealed class ReferenceDifferenceTests
{
    [Fact]
    public void Wrong_types_through_a_partial_application_are_an_error() =>
        Assert.Equal("T0410", Run.Code("($f := $power(?, 8); $f({}))"));

    [Fact]
    public void Sorting_an_array_of_one_item_gives_the_item() => Assert.Equal("42", Run.Text("one^($)", """{"one":[42]}"""));

    [Fact]
    public void Sorting_an_array_of_several_items_gives_an_array() => Assert.Equal("[1,2]", Run.Text("two^($)", """{"two":[2,1]}"""));

    [Fact]
    public void Spreading_an_empty_array_gives_nothing() => Assert.Equal(string.Empty, Run.Text("$spread([])"));

    [Theory]
    [InlineData("$string(101905018324032.5)", "\"101905018324033\"")]
    [InlineData("$string(1234567890123.125)", "\"1234567890123.13\"")]
    [InlineData("$formatNumber(669736108509823.625, '#.00')", "\"669736108509823.63\"")]
    [InlineData("$formatBase(1e17, 36)", "\"rcn1hssighs\"")]
    [InlineData("$round(4.525, 2)", "4.52")]
    public void Numbers_are_rounded_as_in_the_reference(string expression, string expected) => Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("$contains('\\u0661', /\\d/)", "false")]
    [InlineData("$contains('a\\n', /a$/)", "false")]
    [InlineData("$contains('x', /[^\\--^]/i)", "false")]
    [InlineData("$match('xB', /(?:12)*x??B/).index", "0")]
    [InlineData("$replace('ab', /(?<n>a)(b)/, '$2$1')", "\"ba\"")]
    public void Regular_expressions_mean_what_they_mean_in_ecmascript(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("$fromMillis(1104537600000, '[X]-W[W01]-[F1]')", "\"2004-W53-6\"")]
    [InlineData("$toMillis('2018-02-30')", "1519948800000")]
    [InlineData("$fromMillis(0, '[z]', '-0530')", "\"GMT-06:30\"")]
    public void Times_are_read_and_written_as_in_the_reference(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("$round(1e308, 2)")]
    [InlineData("$round(1e21, 900)")]
    public void Rounding_beyond_the_largest_number_gives_no_number(string expression) => Assert.Equal("null", Run.Text(expression));

    [Fact]
    public void Formatting_beyond_the_largest_number_says_so() => Assert.Equal("\"NaN\"", Run.Text("$formatNumber(1e308, '0.###')"));

    [Theory]
    [InlineData("$uppercase('stra\u00DFe')", "STRASSE")]
    [InlineData("$uppercase('o\uFB03ce')", "OFFICE")]
    [InlineData("$uppercase('\u0131')", "I")]
    [InlineData("$lowercase('\u0130')", "i\u0307")]
    [InlineData("$lowercase('\u03A3\u0391\u03A3')", "\u03C3\u03B1\u03C2")]
    [InlineData("$lowercase('\u03A3\u0391\u03A3.\u0391')", "\u03C3\u03B1\u03C3.\u03B1")]
    [InlineData("$lowercase('\u03A3')", "\u03C3")]
    public void Letters_that_become_several_change_case_too(string expression, string expected) =>
        Assert.Equal(expected, Run.Result(expression).Value.GetString());

    [Theory]
    [InlineData("$substringBefore('b', nope)")]
    [InlineData("$substringAfter('b', nope)")]
    public void Nothing_to_look_for_leaves_the_text(string expression) => Assert.Equal("\"b\"", Run.Text(expression, "{}"));

    [Theory]
    [InlineData("($f := $sum(?); $f(5))")]
    [InlineData("($f := $max(?); $f({}))")]
    [InlineData("($f := $merge(?); $f({}))")]
    [InlineData("($f := $uppercase(?); $f(5))")]
    [InlineData("($f := $substring('text', ?, ?); $f(1, []))")]
    public void Wrong_types_through_a_partial_application_never_pass_unseen(string expression) => Assert.Equal("T0410", Run.Code(expression));

    [Fact]
    public void A_partial_application_joins_what_is_no_text() =>
        Assert.Equal("\"1-true--2,3\"", Run.Text("($f := $join(?, '-'); $f([1, true, null, [2, 3]]))"));

    [Fact]
    public void Ordered_rows_show_predicates_no_variables() => Assert.Equal(string.Empty, Run.Text("a#$i^(>$)[$i < 2]", """{"a":[1,2,3]}"""));

    [Fact]
    public void Ordered_rows_show_later_steps_their_variables() => Assert.Equal("[2,1,0]", Run.Text("a#$i^(>$).$i", """{"a":[1,2,3]}"""));

    [Theory]
    [InlineData("a@$")]
    [InlineData("a#$")]
    public void The_context_cannot_be_bound_along_a_path(string expression) => Assert.Equal("[1,2]", Run.Text(expression, """{"a":[1,2]}"""));

    [Fact]
    public void The_index_of_an_item_is_where_a_regular_expression_starts() =>
        Assert.Equal("[\"ao\",\"bo\"]", Run.Text("$filter(['ao', 'bo', 'o'], /o/)"));

    [Theory]
    [InlineData("($r := /1/; $r(21).start)", "1")]
    [InlineData("($r := /n/; $r(null).start)", "0")]
    [InlineData("($r := /true/; $r(true).start)", "0")]
    [InlineData("($r := /2,,3/; $r([[], [1, 2], null, 3]).start)", "3")]
    [InlineData("($r := /obj/; $r({}).start)", "1")]
    public void A_regular_expression_is_called_with_any_value_as_text(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression));

    [Fact]
    public void A_second_modifier_in_a_signature_keeps_a_repeated_parameter_mandatory() =>
        Assert.Equal("T0410", Run.Code("(function($x)<f+?:x>{$x})()"));

    [Fact]
    public void A_signature_of_many_parameters_refuses_many_arguments_soon() =>
        Assert.Equal("T0410", Run.Code($"(function()<{string.Concat(Enumerable.Repeat("x+", 20))}n>{{1}})({string.Join(',', Enumerable.Repeat("''", 60))})"));

    [Fact]
    public void A_picture_that_asks_for_much_text_is_within_the_limit_of_memory()
    {
        var picture = string.Concat(Enumerable.Repeat("[Y,9999]", 2000));
        var result = Run.Result($"$length($fromMillis(0, '{picture}'))", limits: JsonataLimits.Default with { MaxBytes = 1 << 20 });
        Assert.Equal("U1001", result.Error?.Code);
    }

    [Theory]
    [InlineData("$formatNumber(1, $p)")]
    [InlineData("$formatNumber(1, $p, {'percent': 'p'})")]
    [InlineData("$formatInteger(1, $p)")]
    [InlineData("$parseInteger('1', $p)")]
    [InlineData("$fromMillis(0, $p)")]
    [InlineData("$toMillis('0', $p)")]
    public void A_picture_of_a_hundred_thousand_characters_is_refused_soon(string expression)
    {
        var result = Run.Result(expression, variables: $"{{\"p\":\"{string.Concat(Enumerable.Repeat("0,", 50_000))}\"}}");
        Assert.Equal("U1001", result.Error?.Code);
    }

    [Theory]
    [InlineData("$formatInteger(1234567, '#,##0')", "1,234,567")]
    [InlineData("$formatInteger(123, '0,0')", "1,2,3")]
    [InlineData("$formatInteger(123, '#,##0')", "123")]
    [InlineData("$formatInteger(1234567, '#:##0,000')", "1:234,567")]
    [InlineData("$formatNumber(1234567.5, '#,##0.0')", "1,234,567.5")]
    [InlineData("$formatNumber(1234567, '#,#0,000')", "12,34,567")]
    [InlineData("$formatNumber(0.5, '#,###.0')", ".5")]
    public void Groups_of_digits_have_separators_between_them(string expression, string expected) =>
        Assert.Equal(expected, Run.Result(expression).Value.GetString());

    [Fact]
    public void Many_slow_matches_end_in_time()
    {
        var words = string.Concat(Enumerable.Repeat(new string('a', 14) + "!", 500));
        var limits = JsonataLimits.Default with { MaxTime = TimeSpan.FromMilliseconds(50) };
        var result = Run.Result($"$split('{words}', /(a+)+\\1#|!/)", limits: limits);
        Assert.Equal("U1001", result.Error?.Code);
    }
}
