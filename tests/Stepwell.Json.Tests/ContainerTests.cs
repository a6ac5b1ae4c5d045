using System.Text;

namespace Stepwell.Json.Tests;

public sealed class ContainerTests
{
    [Fact]
    public void Of_duplicate_names_the_last_value_counts_in_the_first_place()
    {
        var value = JsonValue.Parse("""{"a":1,"b":2,"\u0061":3,"b":[4]}""");

        Assert.Equal(2, value.Count);
        Assert.Equal(["a", "b"], value.Members.Select(member => member.Name));
        Assert.Equal("3", value["a"].ToString());
        Assert.Equal("[4]", value.Get("b"u8).ToString());
        Assert.Equal("""{"a":1,"b":2,"\u0061":3,"b":[4]}""", value.ToString());
        Assert.Equal("""{"a":3,"b":0}""", value.With("b", JsonValue.Number(0)).ToString());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(5000)]
    public void Duplicates_are_found_in_objects_of_any_size(int members)
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < members; i++) text.Append(null, $"\"member-{i}\":{i},");
        text.Append("\"member-1\":\"last\"}");

        var value = JsonValue.Parse(text.ToString());

        Assert.Equal(members, value.Count);
        Assert.Equal("last", value["member-1"].GetString());
        Assert.Equal("last", value.Members.ElementAt(1).Value.GetString());
        Assert.Equal(members, value.With("member-0", JsonValue.Null).Count);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("ab", "ab")]
    [InlineData("abcdefg", "abcdefg")]
    [InlineData("abcdefgh", "abcdefgh")]
    [InlineData("", "")]
    public void Duplicates_at_the_end_of_a_short_text_are_found(string first, string second)
    {
        Assert.Equal(1, JsonValue.Parse($$"""{"{{first}}":1,"{{second}}":2}""").Count);
        Assert.Equal(2, JsonValue.Parse($$"""{"{{first}}":1,"{{second}}x":2}""").Count);
    }

    [Fact]
    public void Names_with_the_same_length_and_ends_are_told_apart()
    {
        var value = JsonValue.Parse("""{"prefix-01-1-suffix-01":1,"prefix-01-2-suffix-01":2,"prefix-01-3-suffix-01":3}""");

        Assert.Equal(3, value.Count);
        Assert.Equal("2", value["prefix-01-2-suffix-01"].ToString());
    }

    [Fact]
    public void Escaped_names_are_found_by_what_they_say()
    {
        var value = JsonValue.Parse("""{"caf\u00e9":1,"\ud83d\ude00":2,"\ud800":3,"a\/b":4}""");

        Assert.Equal("1", value["café"].ToString());
        Assert.Equal("2", value.Get("😀"u8).ToString());
        Assert.Equal("3", value["\ud800"].ToString());
        Assert.Equal("4", value["a/b"].ToString());
        Assert.True(value["\udc00"].IsMissing);
        Assert.True(value["\ufffd"].IsMissing);
        Assert.True(value["caf\\u00e9"].IsMissing);
        Assert.Equal(["café", "😀", "\ud800", "a/b"], value.Members.Select(member => member.Name));
        Assert.True(value.Get(value.Members.ElementAt(2).NameUtf8).SameAs(value["\ud800"]));
    }

    [Fact]
    public void Names_too_long_for_the_stack_are_found()
    {
        var name = new string('é', 10_000);
        var value = JsonValue.Parse($$"""{"{{name}}":1,"{{name}}\u00e9":2}""");

        Assert.Equal("1", value[name].ToString());
        Assert.Equal("2", value[name + "é"].ToString());
        Assert.Equal("3", value.With(name, JsonValue.Number(3))[name].ToString());
    }

    [Fact]
    public void Reading_inside_other_kinds_finds_nothing()
    {
        JsonValue[] others = [default, JsonValue.Null, JsonValue.True, JsonValue.Number(1), JsonValue.String("a"), JsonValue.Parse("\"a\"")];
        foreach (var value in others)
        {
            Assert.Equal(0, value.Count);
            Assert.True(value[0].IsMissing);
            Assert.True(value["a"].IsMissing);
            Assert.True(value.Get("a"u8).IsMissing);
            Assert.Empty(value.Items);
            Assert.Empty(value.Members);
            Assert.Equal(0, value.Depth);
        }

        Assert.True(JsonValue.Parse("[1]")["0"].IsMissing);
        Assert.True(JsonValue.Parse("""{"0":1}""")[0].IsMissing);
        Assert.Empty(JsonValue.Parse("[1]").Members);
        Assert.Empty(JsonValue.Parse("""{"0":1}""").Items);
    }

    [Fact]
    public void Large_arrays_are_read_by_index_and_in_order()
    {
        const int Count = 100_000;
        var scalars = JsonValue.Parse("[" + string.Join(',', Enumerable.Range(0, Count)) + "]");
        var nested = JsonValue.Parse("[" + string.Join(',', Enumerable.Range(0, Count).Select(i => $"{{\"i\":[{i}]}}")) + "]");
        var computed = JsonValue.Array([.. nested.Items]);

        for (var i = 0; i < Count; i++)
        {
            Assert.True(scalars[i].TryGetInt64(out var scalar) && scalar == i);
            Assert.True(nested[i]["i"][0].TryGetInt64(out var inner) && inner == i);
            Assert.True(computed[i].SameAs(nested[i]));
        }

        Assert.Equal(Count, nested.Items.Count);
        Assert.Equal(nested.ToString(), computed.ToString());
    }

    [Fact]
    public void Large_objects_are_built_and_read_by_name()
    {
        const int Count = 30_000;
        var builder = new JsonObjectBuilder();
        for (var i = 0; i < Count; i++) builder.Add($"member-{i}", JsonValue.Number(i));
        for (var i = 0; i < Count; i += 2) builder.Add($"member-{i}", JsonValue.Number(-i));
        var computed = builder.Build();
        var parsed = JsonValue.Parse(computed.ToUtf8Bytes());

        Assert.Equal(Count, computed.Count);
        for (var i = 0; i < Count; i++)
        {
            Assert.True(computed[$"member-{i}"].TryGetInt64(out var value) && value == (i % 2 == 0 ? -i : i));
            Assert.True(parsed[$"member-{i}"].TryGetInt64(out value) && value == (i % 2 == 0 ? -i : i));
        }

        Assert.True(computed[$"member-{Count}"].IsMissing);
        Assert.True(computed == parsed);
        Assert.Equal(computed.GetHashCode(), parsed.GetHashCode());
    }

    [Fact]
    public void One_value_is_read_by_many_threads_at_once()
    {
        var members = Enumerable.Range(0, 2_000).Select(i => $"\"m{i}\":[{{}},{i}]");
        var items = Enumerable.Range(0, 2_000).Select(i => $"[{i}]");
        for (var round = 0; round < 20; round++)
        {
            var value = JsonValue.Parse($$"""{"object":{{{string.Join(',', members)}}},"array":[{{string.Join(',', items)}}]}""");
            var computed = value["object"].With("m0", JsonValue.Null);
            Parallel.For(1, 2_000, i =>
            {
                Assert.True(value["object"][$"m{i}"][1].TryGetInt64(out var number) && number == i);
                Assert.True(computed[$"m{i}"].SameAs(value["object"][$"m{i}"]));
                Assert.True(value["array"][i][0].TryGetInt64(out number) && number == i);
                Assert.Equal(value["object"].Utf8Length - "[{},0]".Length + "null".Length, computed.Utf8Length);
            });
        }
    }
}
