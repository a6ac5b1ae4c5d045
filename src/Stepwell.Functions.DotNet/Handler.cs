using System.Reflection;

namespace Stepwell.Functions.DotNet;

/// <summary>A method of the function: takes nothing, the event, the context or both; answers with nothing, a value or a task of one.</summary>
internal sealed class Handler
{
    private readonly MethodInvoker _method;
    private readonly object? _target;
    private readonly Func<Event, object?>[] _arguments;
    private readonly Func<object?, object?> _wait;
    private readonly Func<object?, ReadOnlyMemory<byte>> _write;

    public Handler(MethodInfo method, object? target, FunctionSerializer? serializer, FunctionLog log)
    {
        _method = MethodInvoker.Create(method);
        _target = target;
        var parameters = method.GetParameters();
        _arguments = new Func<Event, object?>[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            _arguments[i] = type.FullName == FunctionContext.InterfaceName ? FunctionContext.Maker(type, log) : Reader(type, method, serializer);
        }
        (_wait, var result) = Waiter(method.ReturnType);
        _write = Writer(result, method, serializer);
    }

    /// <summary>The answer as JSON, or the bytes of a stream.</summary>
    public ReadOnlyMemory<byte> Handle(Event next)
    {
        var result = _arguments.Length switch
        {
            0 => _method.Invoke(_target),
            1 => _method.Invoke(_target, _arguments[0](next)),
            _ => _method.Invoke(_target, _arguments[0](next), _arguments[1](next)),
        };
        return _write(_wait(result));
    }

    private static Func<Event, object?> Reader(Type type, MethodInfo method, FunctionSerializer? serializer) =>
        type == typeof(Stream)
            ? next => new MemoryStream(next.Payload, writable: false)
            : (serializer ?? throw Missing("deserialize input", method, type)).Reader(type);

    private static Func<object?, ReadOnlyMemory<byte>> Writer(Type type, MethodInfo method, FunctionSerializer? serializer)
    {
        if (type == typeof(void))
            return _ => "null"u8.ToArray();
        return typeof(Stream).IsAssignableFrom(type)
            ? result => Gather((Stream?)result)
            : (serializer ?? throw Missing("serialize output", method, type)).Writer(type);
    }

    private static ReadOnlyMemory<byte> Gather(Stream? stream)
    {
        if (stream is null)
            return default;
        using (stream)
        {
            if (stream is MemoryStream whole && stream.Position == 0)
                return whole.ToArray();
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }

    /// <summary>How to wait for what a method returns, and the type that there is then.</summary>
    private static (Func<object?, object?> Wait, Type Result) Waiter(Type type)
    {
        if (type == typeof(ValueTask))
            return (value => { ((ValueTask)value!).AsTask().GetAwaiter().GetResult(); return null; }, typeof(void));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var asTask = MethodInvoker.Create(type.GetMethod(nameof(ValueTask<>.AsTask))!);
            var (wait, result) = Waiter(typeof(Task<>).MakeGenericType(type.GetGenericArguments()));
            return (value => wait(asTask.Invoke(value)), result);
        }
        for (var task = type; task is not null; task = task.BaseType)
        {
            if (task.IsGenericType && task.GetGenericTypeDefinition() == typeof(Task<>))
            {
                var result = MethodInvoker.Create(task.GetProperty(nameof(Task<>.Result))!.GetMethod!);
                return (value => { ((Task)value!).GetAwaiter().GetResult(); return result.Invoke(value); }, task.GetGenericArguments()[0]);
            }
        }
        return typeof(Task).IsAssignableFrom(type)
            ? (value => { ((Task)value!).GetAwaiter().GetResult(); return null; }, typeof(void))
            : (value => value, type);
    }

    private static LambdaValidationException Missing(string what, MethodInfo method, Type type)
    {
        var assembly = method.DeclaringType!.Assembly.GetName().FullName;
        return new LambdaValidationException(
            $"Could not find the LambdaSerializerAttribute on the assembly '{assembly}' or method '{method.Name}' while attempting to {what} data "
            + $"of type '{type.FullName}'. To use types other than System.IO.Stream as input/output parameters, the assembly or Lambda function "
            + $"should be annotated with {FunctionSerializer.AttributeName}.");
    }
}
