using System.Globalization;
using System.Text;

namespace Stepwell.Bench.Micro.Json;

/// <summary>The state inputs that are measured: an order with as many lines as it takes to reach a size.</summary>
internal static class Order
{
    public static byte[] Result { get; } = """{"authorization":"a-77120","amount":149.97,"captured":true,"at":"2026-03-01T12:00:05Z"}"""u8.ToArray();

    public static byte[] OfAbout(int bytes)
    {
        var text = new StringBuilder("""
            {"order":{"id":"o-10027","placedAt":"2026-03-01T12:00:00Z","currency":"EUR","total":149.97,"express":false,"note":null,
            """.TrimEnd());
        text.Append("""
            "customer":{"id":"c-551","name":"Ana Müller","email":"ana@example.com","address":{"street":"Hauptstraße 5","city":"Köln","zip":"50667"}},
            """.Trim());
        text.Append("\"lines\":[");
        for (var line = 0; text.Length < bytes - 60; line++)
        {
            if (line > 0) text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $$"""
                {"sku":"sku-{{1000 + line}}","title":"Stepped well, model {{line}}","quantity":{{1 + (line % 4)}},"price":{{9 + line}}.99,"tags":["stone","{{line}}"]}
                """);
        }

        text.Append("""]},"source":"web","attempt":1,"trace":"1-65e1c2a0-abcdef"}""");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
