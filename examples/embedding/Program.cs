// Stepwell inside this program: two methods become functions, a workflow calls them, and the program waits for its end.

using System.Text.Json;
using Stepwell.Examples.Embedding;
using Stepwell.Hosting.Embedding;

var order = new Order("tea", Quantity: 3, Card: args.FirstOrDefault() ?? "valid");
var folder = Directory.CreateTempSubdirectory("stepwell-embedding-");
try
{
    var shop = new Shop();
    var options = new StepwellOptions(folder.FullName);
    options.Functions.Add(
        "price-order", (input, _, _) => Task.FromResult(Shop.Price(input!)), ShopJson.Default.Order, ShopJson.Default.PricedOrder);
    options.Functions.Add(
        "charge-card", (input, _, _) => Task.FromResult(shop.Charge(input!)), ShopJson.Default.PricedOrder, ShopJson.Default.Receipt);
    await using var stepwell = await StepwellServer.StartAsync(options);

    using var workflows = new Workflows(stepwell.Endpoint);
    var definition = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "checkout.asl.json"));
    var machine = await workflows.Create("checkout", definition);
    var ended = await workflows.Run(machine, JsonSerializer.Serialize(order, ShopJson.Default.Order));
    Console.WriteLine($"{ended["status"]}: {ended["output"] ?? ended["error"]}");
    return (string?)ended["status"] == "SUCCEEDED" ? 0 : 1;
}
finally
{
    folder.Delete(recursive: true);
}
