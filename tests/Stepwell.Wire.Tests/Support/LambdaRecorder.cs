using System.Reflection;
using System.Text.Json.Nodes;
using Stepwell.Wire.Streams;
using Stepwell.Wire.Tests.Conformance;

namespace Stepwell.Wire.Tests.Support;

/// <summary>Lambda as the generator makes it of its model here, answering as a test says.</summary>
internal static class LambdaRecorder
{
    private const string Namespace = "Real.Lambda";
    private static readonly Lazy<Assembly> Assembly = new(() => ModelAssembly.Compile(new Dictionary<string, JsonObject> { [Namespace] = Model() }));

    /// <param name="answer">Gets the operation's name and its input, and returns the output.</param>
    public static AwsService Service(Func<string, object, object> answer) => (AwsService)Activator.CreateInstance(Type("Recorder"), answer)!;

    /// <summary>One whose operations have empty outputs; what is called lands in <paramref name="calls"/>.</summary>
    public static AwsService Listening(List<(string Operation, object Input)> calls) => Service((operation, input) =>
    {
        calls.Add((operation, input));
        var method = Type("Recorder").GetMethod(operation)!;
        return Activator.CreateInstance(method.ReturnType.GetGenericArguments()[0])!;
    });

    public static Type Type(string name) => Assembly.Value.GetType($"{Namespace}.Api.{name}", throwOnError: true)!;

    /// <summary>A shape with these properties.</summary>
    public static object Make(string shape, params (string Name, object Value)[] properties)
    {
        var made = Activator.CreateInstance(Type(shape))!;
        foreach (var (name, value) in properties) made.GetType().GetProperty(name)!.SetValue(made, value);
        return made;
    }

    public static AwsException Error(string name, string message) => (AwsException)Activator.CreateInstance(Type(name), message)!;

    public static object? Get(object shape, string property) => shape.GetType().GetProperty(property)!.GetValue(shape);

    /// <summary>The answer of InvokeWithResponseStream whose events come from a delegate that is given a way to send a part.</summary>
    public static object Streaming(Func<Func<byte[], ValueTask>, CancellationToken, ValueTask> send)
    {
        var of = typeof(LambdaRecorder).GetMethod(nameof(Events), BindingFlags.NonPublic | BindingFlags.Static)!;
        var events = of.MakeGenericMethod(Type("InvokeWithResponseStreamResponseEvent")).Invoke(null, [send])!;
        return Make("InvokeWithResponseStreamResponse", ("EventStream", events), ("ExecutedVersion", "$LATEST"));
    }

    private static EventStream<TEvent> Events<TEvent>(Func<Func<byte[], ValueTask>, CancellationToken, ValueTask> send)
        where TEvent : class, IStreamedEvent => async (events, cancellation) =>
    {
        await send(part => events.WriteAsync((TEvent)Chunk(part), cancellation), cancellation);
        var complete = Make("InvokeWithResponseStreamCompleteEvent");
        await events.WriteAsync((TEvent)Case("InvokeComplete", complete), cancellation);
    };

    private static object Chunk(byte[] part) =>
        Case("PayloadChunk", Make("InvokeResponseStreamUpdate", ("Payload", new ReadOnlyMemory<byte>(part))));

    private static object Case(string name, object value) =>
        Activator.CreateInstance(Type("InvokeWithResponseStreamResponseEvent").GetNestedType(name)!, value)!;

    private static JsonObject Model()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "models", "lambda.json"))) folder = folder.Parent!;
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "models", "lambda.json")))!.AsObject();
    }
}
