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

    [Theory]
    [InlineData("p^(a)[].n", "[\"x\"]")]
    [InlineData("p^(a)[a=1][].n.$", "[\"x\"]")]
    [InlineData("p^(a).n", "\"x\"")]
    [InlineData("p^(a)[].nope", "")]
    public void An_order_by_that_keeps_arrays_keeps_that_of_its_whole_path(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, """{"p":[{"a":1,"n":"x"}]}"""));

    [Theory]
    [InlineData("{'k':a.[1,2]}.k.$count($)", "2")]
    [InlineData("($o := {'k':a.[]}; $o.k.(1))", "1")]
    [InlineData("{'k':[1,2]}.k.(1)", "[1,1]")]
    [InlineData("{'k':[]}.k.(1)", "")]
    public void An_array_that_a_path_wrote_is_one_item_for_the_step_after_its_name(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, """{"a":1}"""));

    [Theory]
    [InlineData("[o][0].n", "")]
    [InlineData("[o]{'n':1}.n", "")]
    [InlineData("[o][0]", """{"n":1}""")]
    [InlineData("[o][0].(1){'a':2}", """{"a":2}""")]
    [InlineData("[s][0].$uppercase($)", "[\"A\",\"B\"]")]
    [InlineData("[o]@$v.s", "\"ab\"")]
    [InlineData("[o]^(n).n", "1")]
    public void What_a_predicate_left_of_an_array_as_written_is_no_item_for_the_next_step(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, """{"o":{"n":1},"s":"ab"}"""));

    [Fact]
    public void A_length_without_a_start_gives_no_text() => Assert.Equal("\"\"", Run.Text("$substring('hello', nope, 2)", "{}"));

    [Theory]
    [InlineData("$formatNumber(517, '0.##,')", "\"517.,\"")]
    [InlineData("$formatNumber(517, '0.##')", "\"517\"")]
    public void Only_a_point_at_the_very_end_is_left_out_of_a_number(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression));

    [Fact]
    public void A_partial_application_of_a_function_of_any_number_of_arguments_takes_the_first() =>
        Assert.Equal("[[3],[4]]", Run.Text("$zip(?, [1, 2])([3, 4])"));

    [Theory]
    [InlineData("/^*a/")]
    [InlineData("/a$+/m")]
    [InlineData("/\\b{2}/")]
    [InlineData("/(?<!(a))??/")]
    public void An_assertion_cannot_be_repeated(string expression) => Assert.Equal("S0303", Run.Code(expression));

    [Theory]
    [InlineData("$match('aa', /(?=a)*a{2}/).match", "\"aa\"")]
    [InlineData("$match('{}a', /^{}a/).match", "\"{}a\"")]
    [InlineData("$match('ab', /(?<=(?:a))(b)+/).match", "\"b\"")]
    public void A_look_ahead_and_what_follows_an_assertion_can_be_repeated(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("1 1e20", "100000000000000000000", "Syntax error: 100000000000000000000")]
    [InlineData("[1 0.10", "0.1", "Expected \"]\", got 0.1")]
    [InlineData("1 null", "null", "Syntax error: null")]
    [InlineData("1 'a'", "a", "Syntax error: \"a\"")]
    [InlineData("1e308()", "1e+308", "Attempted to invoke a non-function")]
    [InlineData("(1)()", null, "Attempted to invoke a non-function")]
    [InlineData("|a|{}|()", null, "Argument 1 of function undefined does not match function signature")]
    [InlineData("$power(-0, -1)", "power", "The power function has resulted in a value that cannot be represented as a JSON number: base=0, exponent=-1")]
    public void Errors_name_what_is_wrong_as_the_reference_does(string expression, string? token, string message)
    {
        var error = Run.Result(expression).Error!;
        Assert.Equal((token, message), (error.Token, error.Message));
    }

    [Fact]
    public void A_parent_that_no_step_has_is_at_no_place() => Assert.Equal(-1, Run.Result("a.%.%").Error!.Position);

    [Theory]
    [InlineData("($f := $keys ~> $type; $f({'a':1}))", "\"string\"")]
    [InlineData("($f := $keys ~> $type; $f({'a':1,'b':2}))", "\"array\"")]
    [InlineData("($f := $filter(?, function($x){false}) ~> $exists; [15] ~> $f)", "false")]
    [InlineData("($f := $map(?, function($x){$x * $x}) ~> $string; [15] ~> $f)", "\"225\"")]
    [InlineData("$string($map([{'a':1},{'b':1}], $keys))", "\"[[\\\"a\\\"],[\\\"b\\\"]]\"")]
    public void A_chain_hands_on_what_a_sequence_means(string expression, string expected) => Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("function($x){$sum([1]){'k':1}}(1)", "1")]
    [InlineData("function($x){($sum([1])){'k':1}}(1)", """{"k":1}""")]
    [InlineData("$sum([1]){'k':1}", """{"k":1}""")]
    public void A_call_that_a_function_ends_with_is_not_grouped(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression));

    [Fact]
    public void A_partial_application_counts_only_arrays()
    {
        var error = Run.Result("$count(?)('text')").Error!;
        Assert.Equal(("T0410", "Argument 1 of function \"(\" does not match function signature"), (error.Code, error.Message));
    }

    [Fact]
    public void What_an_array_should_hold_has_a_name_only_for_plain_types() =>
        Assert.Equal(
            "Argument 1 of function \"f\" must be an array of undefined",
            Run.Result("($f := function($x)<a<(ns)>:x>{$x}; $f([1]))").Error!.Message);

    [Theory]
    [InlineData("{'a':1,'b':n[]}.b", "5")]
    [InlineData("($x := {'b':n[]}; [$x.b, $x])", """[5,{"b":[5]}]""")]
    [InlineData("{'b':n[]}.b[]", "[5]")]
    [InlineData("{'b':m[]}.b", "[1,2]")]
    public void An_array_that_was_kept_is_not_kept_by_the_path_that_finds_it(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, """{"n":5,"m":[1,2]}"""));

    [Theory]
    [InlineData("[n][0]^($)", "5")]
    [InlineData("([o,nope].$)^($)", "{}")]
    public void A_single_value_is_in_order(string expression, string expected) =>
        Assert.Equal(expected, Run.Text(expression, """{"n":5,"o":{}}"""));

    [Theory]
    [InlineData("$decodeUrl('%a\\u0000')", "D3140")]
    [InlineData("'\\u00a\u0000'", "S0104")]
    public void A_zero_character_is_no_hexadecimal_digit(string expression, string code) => Assert.Equal(code, Run.Code(expression));

    [Fact]
    public void A_zero_character_ends_the_escape_of_a_regular_expression() => Assert.Equal("true", Run.Text("$contains('u00a\\u0000', /\\u00a\0/)"));

    [Fact]
    public void Many_slow_matches_end_in_time()
    {
        var words = string.Concat(Enumerable.Repeat(new string('a', 14) + "!", 500));
        var limits = JsonataLimits.Default with { MaxTime = TimeSpan.FromMilliseconds(50) };
        var result = Run.Result($"$split('{words}', /(a+)+\\1#|!/)", limits: limits);
        Assert.Equal("U1001", result.Error?.Code);
    }
}
