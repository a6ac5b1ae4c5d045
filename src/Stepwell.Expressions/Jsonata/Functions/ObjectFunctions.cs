using System.Text;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <remarks>https://docs.jsonata.org/object-functions</remarks>
internal static class ObjectFunctions
{
    public static IEnumerable<NativeFunction> All =>
    [
        new("keys", 1, "<x-:a<s>>", Keys),
        new("lookup", 2, "<x-s:x>", FindMember),
        new("spread", 1, "<x-:a<o>>", Spread),
        new("merge", 1, "<a<o>:o>", Merge),
        new("type", 1, "<x:s>", static (in Arguments a) => TypeOf(a[0])),
        new("error", 1, "<s?:x>", static (in Arguments a) => throw Failure("D3137", a.Text(0), "$error() function evaluated")),
        new("assert", 2, "<bs?:x>", Assert),
    ];

    public static Value Clone(in Arguments arguments) =>
        arguments[0].IsUndefined ? default : DeepCopy.Of(arguments[0], arguments.Evaluator);

    private static Value Keys(in Arguments arguments)
    {
        var names = new List<string>();
        Collect(arguments[0], names, new HashSet<string>(StringComparer.Ordinal), arguments.Evaluator);
        var result = new Items(isSequence: true, capacity: names.Count);
        foreach (var name in names) result.Add(name);
        return new Value(result);
    }

    private static void Collect(in Value value, List<string> names, HashSet<string> seen, Evaluator evaluator)
    {
        evaluator.Enter();
        foreach (var item in new ValueItems(value)) Collect(item, names, seen, evaluator);
        foreach (var member in new ValueMembers(value))
        {
            evaluator.Tick();
            if (seen.Add(member.Name)) names.Add(member.Name);
        }

        evaluator.Leave();
    }

    private static Value FindMember(in Arguments arguments)
    {
        var name = arguments.Text(1) ?? "undefined";
        return Lookup.Find(arguments[0], name, Encoding.UTF8.GetBytes(name), arguments.Evaluator);
    }

    private static Value Spread(in Arguments arguments) => SpreadOf(arguments[0], arguments.Evaluator);

    private static Value SpreadOf(in Value value, Evaluator evaluator)
    {
        if (!value.IsArray && !value.IsObject) return value;
        evaluator.Enter();
        // Like $append, which makes plain arrays of sequences.
        var result = new Items(isSequence: value.IsObject || value.Count == 0);
        foreach (var item in new ValueItems(value)) Append.Into(result, SpreadOf(item, evaluator));

        foreach (var member in new ValueMembers(value))
        {
            var single = new Members(1);
            single.Set(member.Name, member.Value);
            result.Add(new Value(single));
        }

        evaluator.Charge(result.Size * 4);
        evaluator.Leave();
        return new Value(result);
    }

    private static Value Merge(in Arguments arguments)
    {
        if (arguments[0].IsUndefined) return default;
        var result = new Members();
        foreach (var item in new ValueItems(arguments[0].Array()))
        {
            foreach (var member in new ValueMembers(item))
            {
                arguments.Evaluator.Tick();
                arguments.Evaluator.Charge(48);
                result.Set(member.Name, member.Value);
            }
        }

        return new Value(result);
    }

    private static Value TypeOf(in Value value) => value.Symbol() switch
    {
        'm' => default(Value),
        'l' => "null",
        'n' => "number",
        's' => "string",
        'b' => "boolean",
        'a' => "array",
        'f' => "function",
        _ => "object",
    };

    private static Value Assert(in Arguments arguments)
    {
        var holds = arguments[0].IsBoolean && arguments[0].Json.GetBoolean();
        return holds ? default(Value) : throw Failure("D3141", arguments.Text(1), "$assert() statement failed");
    }

    private static JsonataException Failure(string code, string? message, string otherwise) =>
        new(code) { Detail = string.IsNullOrEmpty(message) ? otherwise : message };
}
