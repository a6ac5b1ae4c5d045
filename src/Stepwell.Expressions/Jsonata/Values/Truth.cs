namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>What counts as true: an array if an item does, an object or text that is not empty, a number but 0.</summary>
/// <remarks>https://docs.jsonata.org/boolean-functions#boolean</remarks>
internal static class Truth
{
    public static bool Of(in Value value)
    {
        if (value.IsBoolean) return value.Json.GetBoolean();
        if (value.IsArray)
        {
            foreach (var item in new ValueItems(value))
            {
                if (Of(item)) return true;
            }

            return false;
        }

        if (value.IsString) return !value.Json.StringEquals(""u8);
        if (value.IsNumber) return value.TryGetNumber(out var number) && number != 0;
        return value.IsObject && ValueMembers.CountOf(value) > 0;
    }
}
