namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Finds members by name.</summary>
internal static class Lookup
{
    /// <summary>The member of an object, or undefined.</summary>
    public static Value Member(in Value source, string name) =>
        source.Computed is Members members ? members.Get(name) : source.Json.IsObject ? new Value(source.Json[name]) : default;

    /// <summary>The member of an object; of an array the members of all its objects, as a sequence.</summary>
    public static Value Find(in Value source, string name, byte[] utf8Name, Evaluator evaluator)
    {
        if (source.Computed is null)
        {
            if (source.Json.IsObject) return new Value(source.Json.Get(utf8Name));
            if (!source.Json.IsArray) return default;
        }
        else if (source.Computed is not Items)
        {
            return Member(source, name);
        }

        evaluator.Enter();
        var found = new Items(isSequence: true);
        foreach (var item in new ValueItems(source))
        {
            evaluator.Tick();
            var value = Find(item, name, utf8Name, evaluator);
            if (value.IsArray) found.AddAll(value);
            else if (!value.IsUndefined) found.Add(value);
        }

        evaluator.Charge(found.Size);
        evaluator.Leave();
        return new Value(found);
    }
}
