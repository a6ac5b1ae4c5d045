using CsCheck;

namespace Stepwell.Json.Tests;

public sealed class EditTests
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "é", "\"", "new", "long-enough-name-1", "\ud800");

    [Fact]
    public void Any_edits_of_an_object_give_what_a_naive_model_gives()
    {
        var edit = Gen.Select(Gen.Int[0, 3], Name, JsonGen.Small);
        Gen.Select(JsonGen.Map, Gen.Int, edit.Array[1, 8]).Sample((map, seed, edits) =>
        {
            var model = map.Distinct.ToList();
            var value = seed % 2 == 0 ? map.Compute() : JsonValue.Parse(new JsonRenderer(new Random(seed)).Render(map));
            foreach (var (action, name, part) in edits)
            {
                var before = value;
                var text = value.ToString();
                var at = model.FindIndex(member => member.Name == name);
                value = action switch
                {
                    0 => value.Without(name),
                    1 => value.With(name, default),
                    _ => value.With(name, part.Compute()),
                };
                if (action <= 1 && at >= 0) model.RemoveAt(at);
                else if (action > 1 && at >= 0) model[at] = (name, part);
                else if (action > 1) model.Add((name, part));

                SameMembers(model, value);
                SameMembers(model, JsonValue.Parse(value.ToUtf8Bytes()));
                Assert.Equal(value.Utf8Length, value.ToUtf8Bytes().Length);
                Assert.Equal(text, before.ToString());
            }
        });
    }

    [Fact]
    public void Any_edits_of_an_array_give_what_a_naive_model_gives()
    {
        var edit = Gen.Select(Gen.Bool, Gen.Int[0, 100], JsonGen.Small);
        Gen.Select(JsonGen.List, Gen.Int, edit.Array[1, 8]).Sample((list, seed, edits) =>
        {
            var model = list.Items.ToList();
            var value = seed % 2 == 0 ? list.Compute() : JsonValue.Parse(new JsonRenderer(new Random(seed)).Render(list));
            foreach (var (append, place, part) in edits)
            {
                if (append || model.Count == 0)
                {
                    model.Add(part);
                    value = value.Append(part.Compute());
                }
                else
                {
                    model[place % model.Count] = part;
                    value = value.WithItem(place % model.Count, part.Compute());
                }

                ModelAssert.Same(new Model.List(model), value);
                ModelAssert.Same(new Model.List(model), JsonValue.Parse(value.ToUtf8Bytes()));
            }
        });
    }

    [Fact]
    public void Untouched_parts_are_passed_on_byte_for_byte()
    {
        var state = JsonValue.Parse("""
            { "a": {"x": 1.0}, "b": [ 1, 2 ], "\u0063": "\/" }
            """);

        Assert.Equal("""{"a":{"x": 1.0},"b":true,"\u0063":"\/"}""", state.With("b", JsonValue.True).ToString());
        Assert.Equal("""{"a":{"x": 1.0},"b":[ 1, 2 ],"\u0063":null}""", state.With("c", JsonValue.Null).ToString());
        Assert.Equal("""{"a":{"x": 1.0},"\u0063":"\/"}""", state.Without("b").ToString());
        Assert.Equal("[1,null]", state["b"].WithItem(1, JsonValue.Null).ToString());

        var words = JsonValue.Parse("""["Hello", "World"]""");
        Assert.Equal("""[["Hello", "World"],"x"]""", JsonValue.Array(words, JsonValue.String("x")).ToString());
    }

    [Fact]
    public void Taking_away_what_is_not_there_changes_nothing()
    {
        var state = JsonValue.Parse("""{ "a": 1 }""");

        Assert.True(state.Without("b").SameAs(state));
        Assert.True(state.With("b", default).SameAs(state));
        Assert.True(JsonValue.EmptyArray.Append(default).SameAs(JsonValue.EmptyArray));
        Assert.Equal("{}", state.Without("a").ToString());
    }

    [Fact]
    public void Missing_values_add_nothing()
    {
        var members = new JsonObjectBuilder();
        members.Add("a", default);
        var items = new JsonArrayBuilder();
        items.Add(default);
        items.Add(JsonValue.Null);

        Assert.Equal("{}", members.Build().ToString());
        Assert.Equal("[null]", items.Build().ToString());
        Assert.Equal("[1,2]", JsonValue.Array(JsonValue.Number(1), default, JsonValue.Number(2)).ToString());
        Assert.Equal("[1]", JsonValue.Array([JsonValue.Number(1), default]).ToString());
        Assert.Equal("[]", JsonValue.Array().ToString());
    }

    [Fact]
    public void Edits_of_another_kind_are_errors()
    {
        Assert.Throws<InvalidOperationException>(() => JsonValue.EmptyArray.With("a", JsonValue.Null));
        Assert.Throws<InvalidOperationException>(() => default(JsonValue).With("a", JsonValue.Null));
        Assert.Throws<InvalidOperationException>(() => JsonValue.Parse("[1]").Without("a"));
        Assert.Throws<InvalidOperationException>(() => JsonValue.EmptyObject.Append(JsonValue.Null));
        Assert.Throws<InvalidOperationException>(() => JsonValue.Null.WithItem(0, JsonValue.Null));
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonValue.Parse("[1]").WithItem(1, JsonValue.Null));
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonValue.Parse("[1]").WithItem(-1, JsonValue.Null));
        Assert.Throws<ArgumentException>(() => JsonValue.Parse("[1]").WithItem(0, default));
        Assert.Throws<ArgumentException>(() => new JsonObjectBuilder().Add(JsonValue.Null, JsonValue.Null));
    }

    [Fact]
    public void Builders_can_go_on_after_building()
    {
        var members = new JsonObjectBuilder();
        members.Add("a", JsonValue.True);
        var first = members.Build();
        members.Add("a", JsonValue.False);
        members.Add("b", JsonValue.Null);

        Assert.Equal("""{"a":true}""", first.ToString());
        Assert.Equal("""{"a":false,"b":null}""", members.Build().ToString());
        Assert.Equal(2, members.Count);
    }

    [Fact]
    public void Computed_values_nest_up_to_their_limit_and_not_beyond()
    {
        var parsed = JsonValue.Parse(new string('[', 999) + new string(']', 999));
        var value = parsed;
        while (value.Depth < JsonDepthException.MaxDepth - 1) value = JsonValue.Array(value);
        value = JsonValue.EmptyObject.With("a", value);

        Assert.Equal(JsonDepthException.MaxDepth, value.Depth);
        Assert.Throws<JsonDepthException>(() => JsonValue.Array(value));
        Assert.Throws<JsonDepthException>(() => JsonValue.EmptyObject.With("a", value));
        Assert.Throws<JsonDepthException>(() => JsonValue.EmptyArray.Append(value));
        Assert.Throws<JsonDepthException>(() => JsonValue.Parse("[1]").WithItem(0, value));

        var read = JsonValue.Parse(value.ToUtf8Bytes(), new JsonParseOptions { MaxDepth = JsonDepthException.MaxDepth });
        Assert.Equal(value, read);
        Assert.Equal(value.GetHashCode(), read.GetHashCode());
        Assert.Equal(value.Depth, read.Depth);
    }

    private static void SameMembers(List<(string Name, Model Value)> expected, JsonValue actual)
    {
        Assert.Equal(expected.Select(member => member.Name), actual.Members.Select(member => member.Name));
        foreach (var (name, value) in expected) ModelAssert.Same(value, actual[name]);
    }
}
