using System.Reflection;
using System.Text;

namespace Stepwell.Functions.DotNet;

/// <summary>Connects <c>Amazon.Lambda.Core.LambdaLogger</c> and <c>ILambdaLogger</c> of the function's package with the log.</summary>
internal static class LambdaLogger
{
    private const string Package = "Amazon.Lambda.Core";
    private const string DefaultLevel = "Information";

    /// <summary>The package may be loaded at any time, or never.</summary>
    public static void ConnectWhenLoaded(FunctionLog log) =>
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (loaded.LoadedAssembly.GetName().Name == Package)
                Connect(loaded.LoadedAssembly, log);
        };

    /// <summary>A call of one of the logger's methods: <c>Log</c>, <c>LogLine</c>, <c>LogWarning</c> and so on, with level, error, text and values.</summary>
    public static object? Call(FunctionLog log, MethodInfo method, object?[] arguments)
    {
        var level = method.Name is "Log" or "LogLine" ? DefaultLevel : method.Name["Log".Length..];
        Exception? error = null;
        string? message = null;
        object?[] values = [];
        var texts = 0;
        var isLevelFirst = method.Name == "Log" && arguments.Length > 1 && arguments[0] is string;
        foreach (var argument in arguments)
        {
            switch (argument)
            {
                case string text when isLevelFirst && texts++ == 0:
                    level = text;
                    break;
                case string text:
                    message = text;
                    break;
                case Exception thrown:
                    error = thrown;
                    break;
                case object?[] several:
                    values = several;
                    break;
                case Enum named:
                    level = named.ToString();
                    break;
            }
        }
        Write(log, level, error, message, values);
        return null;
    }

    private static void Connect(Assembly package, FunctionLog log)
    {
        var logger = package.GetType($"{Package}.LambdaLogger");
        Set(logger, "_loggingAction", (string message) => Write(log, DefaultLevel, null, message, []));
        Set(logger, "_loggingWithLevelAction", (string level, string message, object?[] values) => Write(log, level, null, message, values));
        Set(
            logger,
            "_loggingWithLevelAndExceptionAction",
            (string level, Exception error, string message, object?[] values) => Write(log, level, error, message, values));
    }

    /// <summary>Which of the fields there are depends on the package's version.</summary>
    private static void Set<T>(Type? logger, string field, T action)
        where T : Delegate
    {
        if (logger?.GetField(field, BindingFlags.NonPublic | BindingFlags.Static) is { } found && found.FieldType.IsInstanceOfType(action))
            found.SetValue(null, action);
    }

    private static void Write(FunctionLog log, string level, Exception? error, string? message, object?[]? values)
    {
        var named = new Dictionary<string, object?>();
        var text = Fill(message ?? string.Empty, values ?? [], named).TrimEnd('\r', '\n');
        log.Write(level, text, error, named);
    }

    /// <summary>Puts values in the place of names in braces, in their order.</summary>
    private static string Fill(string template, object?[] values, Dictionary<string, object?> named)
    {
        if (values.Length == 0)
            return template;
        var text = new StringBuilder();
        var used = 0;
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0 || used == values.Length)
                break;
            named[template[(open + 1)..close]] = values[used];
            text.Append(template, at, open - at).Append(values[used++]);
            at = close + 1;
        }
        return text.Append(template, at, template.Length - at).ToString();
    }
}
