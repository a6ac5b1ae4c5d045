using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>
/// Between the params of the test suites and generated objects, by reflection and guided by the model: blobs are text, timestamps epoch
/// seconds, and floats that are not finite strings.
/// </summary>
internal sealed class ShapeValues(JsonObject shapes)
{
    /// <summary>Params in one form: members that are null are left out, as are empty structures that stand for none.</summary>
    public JsonNode? Normalise(string shapeName, JsonNode? value)
    {
        var shape = shapes[shapeName]!;
        return (Kind(shape), value) switch
        {
            (_, null) => null,
            ("structure" or "union", JsonObject members) => new JsonObject(members
                .Where(member => member.Value is not null)
                .Select(member => KeyValuePair.Create(member.Key, Normalise(Target(shape["members"]![member.Key]!), member.Value)))),
            ("list", JsonArray items) => new JsonArray([.. items.Select(item => Normalise(Target(shape["member"]!), item))]),
            ("map", JsonObject entries) => new JsonObject(
                entries.Select(e => KeyValuePair.Create(e.Key, Normalise(Target(shape["value"]!), e.Value)))),
            _ => value.DeepClone(),
        };
    }

    public JsonNode? ToJson(string shapeName, object? value)
    {
        if (value is null) return null;
        var shape = shapes[shapeName]!;
        switch (Kind(shape))
        {
            case "structure":
                var result = new JsonObject();
                foreach (var (name, member) in shape["members"]!.AsObject())
                    if (Property(value.GetType(), name).GetValue(value) is { } set) result[name] = ToJson(Target(member!), set);
                return result;
            case "union":
                var choice = value.GetType().Name;
                var (tag, chosen) = shape["members"]!.AsObject().Single(m => choice.Equals(m.Key, StringComparison.OrdinalIgnoreCase));
                return new JsonObject { [tag] = ToJson(Target(chosen!), value.GetType().GetProperty("Value")!.GetValue(value)) };
            case "list":
                return new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(item => ToJson(Target(shape["member"]!), item))]);
            case "map":
                var map = new JsonObject();
                foreach (DictionaryEntry entry in (IDictionary)value) map[(string)entry.Key] = ToJson(Target(shape["value"]!), entry.Value);
                return map;
            default:
                return Scalar(value);
        }
    }

    public object? FromJson(string shapeName, JsonNode? value, Type type)
    {
        if (value is null) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var shape = shapes[shapeName]!;
        switch (Kind(shape))
        {
            case "structure":
                var structure = Activator.CreateInstance(type)!;
                SetMembers(shape, value.AsObject(), structure);
                return structure;
            case "union":
                var (tag, content) = value.AsObject().Single();
                var nestedType = type.GetNestedTypes().Single(nested => nested.Name.Equals(tag, StringComparison.OrdinalIgnoreCase));
                var parameter = nestedType.GetConstructors()[0].GetParameters()[0];
                return Activator.CreateInstance(nestedType, FromJson(Target(shape["members"]![tag]!), content, parameter.ParameterType));
            case "list":
                var element = type.GetGenericArguments()[0];
                var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
                foreach (var item in value.AsArray()) list.Add(FromJson(Target(shape["member"]!), item, element));
                return list;
            case "map":
                var valueType = type.GetGenericArguments()[1];
                var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType))!;
                foreach (var (key, item) in value.AsObject()) map[key] = FromJson(Target(shape["value"]!), item, valueType);
                return map;
            default:
                return Scalar(value, type);
        }
    }

    /// <summary>An exception of the model with these members.</summary>
    public Exception Error(string shapeName, JsonObject members, Type type)
    {
        var message = members.FirstOrDefault(IsMessage).Value;
        var constructor = type.GetConstructors()[0];
        var error = (Exception)constructor.Invoke(constructor.GetParameters().Length == 0 ? [] : [(string?)message]);
        var others = members.Where(member => !IsMessage(member)).Select(other => KeyValuePair.Create(other.Key, other.Value?.DeepClone()));
        SetMembers(shapes[shapeName]!, new JsonObject(others), error);
        return error;

        static bool IsMessage(KeyValuePair<string, JsonNode?> member) => member.Key.Equals("message", StringComparison.OrdinalIgnoreCase);
    }

    private void SetMembers(JsonNode shape, JsonObject members, object target)
    {
        foreach (var (name, member) in members)
        {
            if (member is null) continue;
            var property = Property(target.GetType(), name);
            property.SetValue(target, FromJson(Target(shape["members"]![name]!), member, property.PropertyType));
        }
    }

    private static JsonNode Scalar(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        sbyte or short => JsonValue.Create(Convert.ToInt32(value)),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        float number => float.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(NotFinite(number)),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(NotFinite(number)),
        DateTimeOffset time => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m),
        ReadOnlyMemory<byte> bytes => JsonValue.Create(Encoding.UTF8.GetString(bytes.Span)),
        JsonElement document => JsonNode.Parse(document.GetRawText())!,
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static object Scalar(JsonNode value, Type type) => type switch
    {
        _ when type == typeof(string) => (string)value!,
        _ when type == typeof(bool) => (bool)value,
        _ when type == typeof(sbyte) => (sbyte)(int)value,
        _ when type == typeof(short) => (short)(int)value,
        _ when type == typeof(int) => (int)value,
        _ when type == typeof(long) => (long)value,
        _ when type == typeof(float) => (float)Real(value),
        _ when type == typeof(double) => Real(value),
        _ when type == typeof(DateTimeOffset) && value.GetValueKind() == JsonValueKind.String => DateTimeOffset.Parse((string)value!),
        _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddTicks((long)((decimal)value * TimeSpan.TicksPerSecond)),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes((string)value!)),
        _ when type == typeof(JsonElement) => JsonElement.Parse(value.ToJsonString()),
        _ => throw new NotSupportedException(type.Name),
    };

    private static double Real(JsonNode value) => value.GetValueKind() == JsonValueKind.String
        ? (string)value! switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity }
        : (double)value;

    private static string NotFinite(double number) => double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";

    private static PropertyInfo Property(Type type, string member)
    {
        const BindingFlags AnyCase = BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase;
        return type.GetProperty(member, AnyCase) ?? type.GetProperty(member + "Value", AnyCase)!;
    }

    private static string Target(JsonNode member) => (string)member["shape"]!;

    private static string Kind(JsonNode shape) =>
        (bool?)shape["document"] == true ? "document" : (bool?)shape["union"] == true ? "union" : (string)shape["type"]!;
}
