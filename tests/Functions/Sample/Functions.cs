using System.Text;
using Amazon.Lambda.Core;

[assembly: LambdaSerializer(typeof(Sample.JsonSerializer))]

namespace Sample;

public sealed record Order(string Item, int Count);

public sealed class Functions
{
    private int _calls;

    public static Stream Echo(Stream input) => input;

    public Order Double(Order order) => order with { Count = 2 * order.Count };

    public async Task<Order> DoubleLater(Order order, ILambdaContext context)
    {
        await Task.Yield();
        context.Logger.LogLine($"doubles {order.Item}");
        return Double(order);
    }

    public async ValueTask<string> Upper(string text)
    {
        await Task.Yield();
        return text.ToUpperInvariant();
    }

    public int Count() => ++_calls;

    public void Nothing(string text) => Console.WriteLine($"got {text}");

    public Task NothingLater(ILambdaContext context) => context.RemainingTime > TimeSpan.Zero ? Task.CompletedTask : throw new TimeoutException();

    public Dictionary<string, object?> Context(ILambdaContext context) => new()
    {
        ["names"] = $"{context.FunctionName} {context.FunctionVersion} {context.MemoryLimitInMB} {context.LogGroupName} {context.LogStreamName}",
        ["request"] = context.AwsRequestId,
        ["arn"] = context.InvokedFunctionArn,
        ["left"] = context.RemainingTime > TimeSpan.FromSeconds(1),
        ["identity"] = context.Identity?.IdentityId,
        ["title"] = context.ClientContext?.Client.AppTitle,
        ["custom"] = context.ClientContext?.Custom,
        ["trace"] = Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"),
    };

    public void Log(ILambdaContext context)
    {
        LambdaLogger.Log("static");
        context.Logger.LogWarning("two\nlines");
        context.Logger.LogInformation("order {id} of {name}", 7, "x");
        Console.WriteLine("console");
        Console.Error.WriteLine("error");
    }

    public string Fail(string message) => throw new ArgumentException(message, new InvalidOperationException("inner"));

    public async Task<string> FailLater(string message)
    {
        await Task.Yield();
        throw new TimeoutException(message);
    }

    /// <summary>Keeps a few megabytes at any time.</summary>
    public string Garbage(int rounds)
    {
        var kept = new List<object>();
        for (var i = 0; i < rounds; i++)
        {
            kept.Add(Enumerable.Range(0, 5000).Select(number => new Order("item", number)).ToArray());
            kept.Add(new byte[200_000]);
            if (kept.Count > 40)
                kept.Clear();
        }
        return "done";
    }

    public async void AsyncVoid() => await Task.Yield();

    public string Overloaded(string text) => text;

    public string Overloaded(Order order) => order.Item;

    public string Three(string one, string two, ILambdaContext three) => one + two + three;

    public Stream Bytes(string text) => new MemoryStream(Encoding.UTF8.GetBytes($"\"{text}\""));
}

public sealed class Broken
{
    public Broken() => throw new InvalidOperationException("at the start");

    public string Handle(string text) => text;
}
