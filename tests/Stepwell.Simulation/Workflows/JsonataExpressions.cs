namespace Stepwell.Simulation.Workflows;

/// <summary>Random JSONata. Everything but <see cref="Broken"/> has a value, which is the same in every run.</summary>
internal sealed class JsonataExpressions(Random random)
{
    public const string V = "$states.input.v";

    /// <summary>Their text is in the cause.</summary>
    public static readonly string[] Failing =
    [
        "$states.input.nowhere.at.all",
        "$parse('{')",
        "'a' + 1",
        "$number('x')",
        "$error('on purpose')",
        "$partition([1, 2], 0)",
        "$range(1, 2, 0)",
        "$hash('x', 'MD4')",
        "$states.context.Execution.Nothing",
        "$unknown",
        "$toMillis('yesterday')",
        "(function($n){$n.m + ''})(1) + 1",
    ];

    public static string Delimited(string expression) => $"{{% {expression} %}}";

    /// <summary>The state's input with one more member.</summary>
    public static string Into(string name, string expression) => Delimited($"$merge([$states.input, {{'{name}': {expression}}}])");

    /// <summary>Fails, or has no value, in whatever field it stands.</summary>
    public string Broken() => Delimited(Failing[random.Next(Failing.Length)]);

    /// <summary>A whole number, not below 0.</summary>
    public string Number(Scope scope)
    {
        if (scope.ReadableNumbers is { Count: > 0 } names && random.Next(3) == 0)
            return $"(${names[random.Next(names.Count)]} + {random.Next(3)}) % 1000";
        return random.Next(9) switch
        {
            0 => $"$floor($random({V}) * 100)",
            1 => $"$sum($range(0, {V}, 2))",
            2 => $"$count($partition($range(0, {V} + 3, 1), 2))",
            3 => $"$length($hash($string({V}), 'SHA-256'))",
            4 => $"$parse('{{\"a\": ' & {V} & '}}').a",
            5 => $"$reduce([0..{V}], function($sum, $n) {{ $sum + $n }}, {random.Next(5)})",
            6 => $"$states.context.Execution.Input.v + {V}",
            7 => $"$length($uuid()) + ($millis() >= $toMillis($states.context.Execution.StartTime) ? 1 : 2)",
            _ => V,
        };
    }

    public string Any(Scope scope)
    {
        if (scope.ReadableValues is { Count: > 0 } names && random.Next(3) == 0)
            return $"$substring($string(${names[random.Next(names.Count)]}), 0, 60)";
        return random.Next(8) switch
        {
            0 => $"$partition($range(1, {V}, 1), 3)",
            1 => $"$hash($string($states.input), '{(random.Next(2) == 0 ? "MD5" : "SHA-1")}')",
            2 => $"$random({V} * 7 + {random.Next(100)})",
            3 => $"$states.context.State.Name & $string({V})",
            4 => $"$parse('[1, {{\"deep\": [null, true]}}, \"é\"]')",
            5 => $"$map([0..3], function($n) {{ $n / ({V} + 3) }})",
            6 => $"{{'keys': $count($keys($states.input)), 'has': $exists($states.context.Execution.Id)}}",
            _ => $"$sort([{V}, 5, 1], function($a, $b) {{ $a < $b }})",
        };
    }
}
