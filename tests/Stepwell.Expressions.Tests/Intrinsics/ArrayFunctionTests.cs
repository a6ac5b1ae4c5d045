using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Intrinsics;

public class ArrayFunctionTests
{
    [Theory]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.Array('string', 1, 1.5, true, false, null, $.o)", """["string",1,1.5,true,false,null,{"a":1}]""")]
    [InlineData("States.Array(States.Array())", "[[]]")]
    [InlineData("States.Array($)", """[{"o":{"a":1}}]""")]
    public void Array_collects_its_arguments(string call, string expected) => Assert.Equal(expected, Value(call, """{"o":{"a":1}}"""));

    [Theory]
    [InlineData("[]", "1", "[]")]
    [InlineData("[0,1,2]", "1", "[[0],[1],[2]]")]
    [InlineData("[0,1,2]", "2", "[[0,1],[2]]")]
    [InlineData("[0,1,2]", "2147483647", "[[0,1,2]]")]
    [InlineData("[1,2,3,4,5]", "2.6", "[[1,2],[3,4],[5]]")]
    public void Partition_cuts_into_chunks_and_cuts_off_fractions(string array, string size, string expected) =>
        Assert.Equal(expected, Value("States.ArrayPartition($.a, $.n)", $$"""{"a":{{array}},"n":{{size}}}"""));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.6")]
    [InlineData("3000000000")]
    [InlineData("\"2\"")]
    [InlineData("null")]
    public void Partition_refuses_sizes_below_one(string size) => Assert.Equal(
        "There was an error while evaluating the intrinsic function: States.ArrayPartition($.a, $.n). "
            + "Invalid arguments in States.ArrayPartition",
        Cause("States.ArrayPartition($.a, $.n)", $$"""{"a":[1],"n":{{size}}}"""));

    [Theory]
    [InlineData("[]", "null", "false")]
    [InlineData("[[1,2,3],2]", "[1,2,3]", "true")]
    [InlineData("""[{"1":2,"2":[]}]""", """{"2":[],"1":2}""", "true")]
    [InlineData("[null]", "null", "true")]
    [InlineData("[\"5\"]", "5", "false")]
    [InlineData("[1]", "1.0", "true")]
    public void Contains_compares_values_deeply(string array, string value, string expected) =>
        Assert.Equal(expected, Value("States.ArrayContains($.a, $.v)", $$"""{"a":{{array}},"v":{{value}}}"""));

    [Theory]
    [InlineData("1, 9, 2", "[1,3,5,7,9]")]
    [InlineData("1, 9, 3", "[1,4,7]")]
    [InlineData("-2, 2, 2", "[-2,0,2]")]
    [InlineData("5, 1, -2", "[5,3,1]")]
    [InlineData("3, 3, 1", "[3]")]
    [InlineData("3, 3, -1", "[3]")]
    [InlineData("5, 1, 1", "[]")]
    [InlineData("1, 5, -1", "[]")]
    [InlineData("1.4, 5.6, 2.2", "[1,3,5]")]
    [InlineData("1.6, 1.4, 1", "[1]")]
    [InlineData("5.4, -0.6, -2.4", "[5,3,1]")]
    public void Range_includes_both_ends_and_cuts_off_fractions(string arguments, string expected) =>
        Assert.Equal(expected, Value($"States.ArrayRange({arguments})"));

    [Theory]
    [InlineData("1, 1000, 1", 1000)]
    [InlineData("1000, 1, -1", 1000)]
    [InlineData("-2147483648, 2147483647, 2147483647", 3)]
    public void Range_may_have_a_thousand_items(string arguments, int count) =>
        Assert.Equal(count, Evaluate($"States.ArrayRange({arguments})", Scope()).Value.Count);

    [Theory]
    [InlineData("1, 1001, 1")]
    [InlineData("1001, 1, -1")]
    [InlineData("-2147483648, 2147483647, 1")]
    [InlineData("1, 10, 0")]
    [InlineData("1, 10, 0.49")]
    [InlineData("1, 5")]
    [InlineData("1, 5, 1, 99")]
    public void Range_refuses_more_items_zero_steps_and_other_numbers_of_arguments(string arguments) => Assert.Equal(
        $"There was an error while evaluating the intrinsic function: States.ArrayRange({arguments}). "
            + "Invalid arguments in States.ArrayRange",
        Cause($"States.ArrayRange({arguments})"));

    [Theory]
    [InlineData("[10,20,30]", "1", "20")]
    [InlineData("[10,20,30]", "1.2", "20")]
    [InlineData("[null]", "0", "null")]
    [InlineData("[]", "999", "null")]
    public void GetItem_takes_the_item_at_an_index(string array, string index, string expected) =>
        Assert.Equal(expected, Value("States.ArrayGetItem($.a, $.i)", $$"""{"a":{{array}},"i":{{index}}}"""));

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    [InlineData("\"1\"")]
    public void GetItem_refuses_indexes_out_of_range(string index) => Assert.EndsWith(
        ". Invalid arguments in States.ArrayGetItem",
        Cause("States.ArrayGetItem($.a, $.i)", $$"""{"a":[10,20,30],"i":{{index}}}"""));

    [Fact]
    public void Length_counts_items()
    {
        Assert.Equal("0", Value("States.ArrayLength(States.Array())"));
        Assert.Equal("2", Value("States.ArrayLength($.a)", """{"a":[1,[2,3]]}"""));
        Assert.Equal("0", Value("States.ArrayLength($.items[*].nope)", """{"items":[1,2]}"""));
    }

    [Fact]
    public void Unique_keeps_the_first_of_equal_items() => Assert.Equal(
        """[1,"1",{"a":[1]},null]""",
        Value("States.ArrayUnique($.a)", """{"a":[1,"1",1.0,{"a":[1]},{"a":[1]},null,null]}"""));

    [Theory]
    [InlineData("States.ArrayLength($.s)")]
    [InlineData("States.ArrayUnique($.s)")]
    [InlineData("States.ArrayContains($.s, 1)")]
    [InlineData("States.ArrayPartition($.s, 1)")]
    [InlineData("States.ArrayGetItem($.s, 1)")]
    [InlineData("States.ArrayLength(States.JsonToString($.s))")]
    public void What_is_no_array_is_refused(string call) => Assert.Equal(
        $"There was an error while evaluating the intrinsic function: {call}. Invalid arguments in {call[..call.IndexOf('(')]}",
        Cause(call, """{"s":"text"}"""));
}
