// The payment provider once more, in C# with nothing but HttpClient: charges a card once per order, however often it is asked,
// and refunds it.

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Stepwell.Examples.Orders;

var payments = new ConcurrentDictionary<string, string>();
using var stopping = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stopping.Cancel();
});

using var worker = new ActivityWorker(new StepFunctionsClient(Settings.FromEnvironment()), TimeProvider.System);
await Task.WhenAll(
    worker.Serve(Settings.Required("TAKE_PAYMENT_ARN"), Take, stopping.Token),
    worker.Serve(Settings.Required("REFUND_PAYMENT_ARN"), Refund, stopping.Token));

JsonObject Take(JsonNode order)
{
    if ((string?)order["card"] == "declined")
        throw new TaskFailureException("PaymentDeclined", "The bank declined the card.");
    var orderId = (string)order["orderId"]!;
    return new JsonObject { ["paymentId"] = payments.GetOrAdd(orderId, $"pay-{orderId}") };
}

JsonObject Refund(JsonNode order) => new() { ["refunded"] = payments.TryRemove((string)order["orderId"]!, out _) };
