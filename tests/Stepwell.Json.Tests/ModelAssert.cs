using System.Text;

namespace Stepwell.Json.Tests;

/// <summary>Compares a value with a model through all that can be read of it.</summary>
internal static class ModelAssert
{
    public static void Same(Model expected, JsonValue actual)
    {
        switch (expected)
        {
            case Model.Literal(var text):
                Assert.Equal(text, actual.ToString());
                break;
            case Model.Number(var text):
                Assert.Equal(text, Encoding.UTF8.GetString(actual.NumberText));
                break;
            case Model.Text(var text):
                Assert.Equal(text, actual.GetString());
                Assert.True(actual.StringEquals(text));
                break;
            case Model.List(var items):
                SameItems(items, actual);
                break;
            case Model.Map map:
                SameMembers([.. map.Distinct], actual);
                break;
        }
    }

    private static void SameItems(IReadOnlyList<Model> expected, JsonValue actual)
    {
        Assert.True(actual.IsArray);
        Assert.Equal(expected.Count, actual.Count);
        var i = 0;
        foreach (var item in actual.Items)
        {
            Assert.True(item.SameAs(actual[i]));
            Same(expected[i++], item);
        }

        Assert.Equal(expected.Count, i);
        Assert.True(actual[i].IsMissing);
        Assert.True(actual[-1].IsMissing);
    }

    private static void SameMembers(IReadOnlyList<(string Name, Model Value)> expected, JsonValue actual)
    {
        Assert.True(actual.IsObject);
        Assert.Equal(expected.Count, actual.Count);
        var i = 0;
        foreach (var member in actual.Members)
        {
            var (name, value) = expected[i++];
            Assert.Equal(name, member.Name);
            Assert.Equal(Encoding.UTF8.GetBytes(name), member.NameUtf8.ToArray());
            Same(value, member.Value);
            Same(value, actual[name]);
            Same(value, actual.Get(Encoding.UTF8.GetBytes(name)));
        }

        Assert.Equal(expected.Count, i);
        Assert.True(actual["no such name"].IsMissing);
    }
}
