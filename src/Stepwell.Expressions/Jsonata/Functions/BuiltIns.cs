using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>The functions that every expression can call, by name without <c>$</c>.</summary>
/// <remarks>https://docs.jsonata.org/string-functions and the pages beside it.</remarks>
internal static class BuiltIns
{
    public static NativeFunction Clone { get; } = new("clone", 1, "<(oa)-:o>", ObjectFunctions.Clone);

    private static readonly Dictionary<string, NativeFunction> Common = ByName(
    [
        .. NumberFunctions.All,
        .. TextFunctions.All,
        .. PatternFunctions.All,
        .. EncodingFunctions.All,
        .. ArrayFunctions.All,
        .. ObjectFunctions.All,
        .. HigherOrderFunctions.All,
        .. TimeFunctions.All,
        Clone,
    ]);

    private static readonly Dictionary<string, NativeFunction> Standard = With([EvalFunction.Eval, NumberFunctions.Random]);
    private static readonly Dictionary<string, NativeFunction> StepFunctions = With(StepFunctionsFunctions.All);

    /// <summary>The function of that name, or null.</summary>
    public static NativeFunction? Find(string name, JsonataDialect dialect) =>
        (dialect == JsonataDialect.Standard ? Standard : StepFunctions).GetValueOrDefault(name);

    private static Dictionary<string, NativeFunction> With(IEnumerable<NativeFunction> more) => ByName([.. Common.Values, .. more]);

    private static Dictionary<string, NativeFunction> ByName(IEnumerable<NativeFunction> functions) =>
        functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
}
