using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Stepwell.Functions.DotNet;

/// <summary>Finds the method that a handler's name means: <c>Assembly::Namespace.Type::Method</c>.</summary>
internal static class HandlerLoader
{
    private const string Format = "The valid format is 'ASSEMBLY::TYPE::METHOD'.";
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <exception cref="LambdaValidationException">The texts are those of Lambda.</exception>
    public static Handler Load(string name, FunctionLog log)
    {
        var (assemblyName, typeName, methodName) = Split(name);
        LambdaLogger.ConnectWhenLoaded(log);
        var assembly = LoadAssembly(assemblyName);
        var type = assembly.GetType(typeName)
            ?? throw new LambdaValidationException($"Unable to load type '{typeName}' from assembly '{assemblyName}'.");
        var method = FindMethod(assemblyName, type, methodName);
        Check(type, method);
        var target = method.IsStatic ? null : Activator.CreateInstance(type);
        return new Handler(method, target, FunctionSerializer.Of(method, assembly), log);
    }

    private static (string Assembly, string Type, string Method) Split(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new LambdaValidationException($"Empty lambda function handler. {Format}");
        var parts = name.Split("::", 3);
        if (parts.Length != 3)
            throw new LambdaValidationException($"Invalid lambda function handler: '{name}'. {Format}");
        string[] kinds = ["assembly", "type", "method"];
        for (var i = 0; i < kinds.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(parts[i]))
                throw new LambdaValidationException($"Invalid lambda function handler: '{name}', the {kinds[i]} is missing. {Format}");
        }
        return (parts[0].Trim(), parts[1].Trim(), parts[2].Trim());
    }

    private static Assembly LoadAssembly(string name)
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException missing)
        {
            throw new LambdaValidationException(
                $"Could not find the specified handler assembly with the file name '{missing.FileName}'. "
                + "The assembly should be located in the root of your uploaded .zip file.");
        }
    }

    /// <summary>By name, also those of base types; or by the whole signature, which tells overloads apart.</summary>
    private static MethodInfo FindMethod(string assembly, Type type, string name)
    {
        var found = new List<MethodInfo>();
        foreach (var method in type.GetMethods(Any | BindingFlags.FlattenHierarchy))
        {
            if (method.Name == name || method.ToString() == name)
                found.Add(method);
        }
        return found switch
        {
            [var only] => only,
            [] => throw new LambdaValidationException(
                $"Unable to find method '{name}' in type '{type.FullName}' from assembly '{assembly}': Found no methods matching method name '{name}'."),
            _ => throw new LambdaValidationException(
                $"The method '{name}' in type '{type.FullName}' appears to have a number of overloads. To call this method please specify a "
                + $"complete method signature. Possible candidates are:\n{string.Join('\n', found)}."),
        };
    }

    private static void Check(Type type, MethodInfo method)
    {
        if (type.IsGenericType)
            throw new LambdaValidationException(
                $"The type '{type.FullName}' cannot be used as a Lambda Handler type because it is generic. Handler methods cannot be located "
                + "in generic types. Please specify a handler method in a non-generic type.");
        if (method.IsGenericMethod)
            throw new LambdaValidationException(
                $"The method '{method}' cannot be used as a Lambda Handler because it is a generic method. Handler methods cannot be generic. "
                + "Please specify a non-generic handler method.");
        if (!method.IsStatic && type.IsAbstract)
            throw new LambdaValidationException(
                $"The instance method '{method}' cannot be used as a Lambda Handler because its type '{type.FullName}' is abstract. Please either "
                + "use a static handler or specify a type that is not abstract.");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
            throw new LambdaValidationException(
                $"The method '{method}' cannot be used as a Lambda Handler because it is an 'async void' method. Handler methods cannot be "
                + "'async void'. Please specify a method that is not 'async void'.");
        var parameters = method.GetParameters();
        if (parameters.Length > 2)
            throw new LambdaValidationException(
                $"Method '{method.Name}' of type '{type.FullName}' is not supported: the method has more than 2 parameters.");
        if (parameters.Length == 2 && parameters[1].ParameterType.FullName != FunctionContext.InterfaceName)
            throw new LambdaValidationException(
                $"Method '{method.Name}' of type '{type.FullName}' is not supported: the method has 2 parameters, but the second parameter is "
                + $"not of type '{FunctionContext.InterfaceName}'.");
    }
}
