using System.Reflection;

namespace Stepwell.Functions.DotNet;

/// <summary>
/// The function's own <c>ILambdaSerializer</c>, which an attribute of the method or the assembly names. It comes from a package of the
/// function's, so it is known by its name only.
/// </summary>
internal sealed class FunctionSerializer
{
    public const string AttributeName = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    private const string InterfaceName = "Amazon.Lambda.Core.ILambdaSerializer";

    private readonly object _serializer;
    private readonly MethodInfo _deserialize;
    private readonly MethodInfo _serialize;

    private FunctionSerializer(Type type)
    {
        var contract = type.GetInterface(InterfaceName)
            ?? throw new LambdaValidationException(
                $"The '{type.FullName}' class is invalid: it does not implement the 'ILambdaSerializer' interface.");
        if (type.GetConstructor(Type.EmptyTypes) is null)
            throw new LambdaValidationException($"The indicated serializer '{type.FullName}' does not define a public zero-parameter constructor.");
        _serializer = Activator.CreateInstance(type)!;
        _deserialize = contract.GetMethod("Deserialize")!;
        _serialize = contract.GetMethod("Serialize")!;
    }

    /// <summary>Null: neither method nor assembly names one.</summary>
    public static FunctionSerializer? Of(MethodInfo method, Assembly assembly)
    {
        var type = Named(method.GetCustomAttributesData()) ?? Named(assembly.GetCustomAttributesData());
        return type is null ? null : new FunctionSerializer(type);
    }

    public Func<Event, object?> Reader(Type type)
    {
        var deserialize = MethodInvoker.Create(_deserialize.MakeGenericMethod(type));
        return next => deserialize.Invoke(_serializer, new MemoryStream(next.Payload, writable: false));
    }

    public Func<object?, ReadOnlyMemory<byte>> Writer(Type type)
    {
        var serialize = MethodInvoker.Create(_serialize.MakeGenericMethod(type));
        return result =>
        {
            var output = new MemoryStream();
            serialize.Invoke(_serializer, result, output);
            return output.ToArray();
        };
    }

    /// <summary>From the attribute's data: its constructor takes the type.</summary>
    private static Type? Named(IList<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            for (var type = attribute.AttributeType; type is not null; type = type.BaseType)
            {
                if (type.FullName == AttributeName)
                    return attribute.ConstructorArguments is [{ Value: Type named }, ..] ? named : null;
            }
        }
        return null;
    }
}
