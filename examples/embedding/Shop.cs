using System.Text.Json.Serialization;

namespace Stepwell.Examples.Embedding;

/// <summary>What the workflow calls. Its exceptions are the errors that <c>Retry</c> and <c>Catch</c> name.</summary>
internal sealed class Shop
{
    private const decimal PriceOfOne = 4.50m;

    private int _charges;

    public static PricedOrder Price(Order order) => new(order.Item, order.Card, order.Quantity * PriceOfOne);

    /// <exception cref="BankBusyException">At the first attempt.</exception>
    /// <exception cref="CardDeclinedException">At every later one, if the card is <c>declined</c>.</exception>
    public Receipt Charge(PricedOrder order)
    {
        var attempt = Interlocked.Increment(ref _charges);
        Console.WriteLine($"charge-card: attempt {attempt}");
        if (attempt == 1)
            throw new BankBusyException("Try again.");
        if (order.Card == "declined")
            throw new CardDeclinedException("The bank declined the card.");
        return new Receipt("charged", order.Item, order.Amount);
    }
}

internal sealed class BankBusyException(string message) : Exception(message);

internal sealed class CardDeclinedException(string message) : Exception(message);

internal sealed record Order(string Item, int Quantity, string Card);

internal sealed record PricedOrder(string Item, string Card, decimal Amount);

internal sealed record Receipt(string Status, string Item, decimal Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(PricedOrder))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ShopJson : JsonSerializerContext;
