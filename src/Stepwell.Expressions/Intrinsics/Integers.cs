using Stepwell.Json;

namespace Stepwell.Expressions.Intrinsics;

/// <summary>How the functions read numbers that need not be whole: some cut, one rounds. All compute with 32-bit integers.</summary>
internal static class Integers
{
    /// <summary>The number without its fraction; false beyond 32 bits.</summary>
    public static bool TryTruncate(JsonValue number, out int integer) => TryFit(Math.Truncate(number.GetDouble()), out integer);

    /// <summary>The nearest integer, halves upwards; false beyond 32 bits.</summary>
    public static bool TryRound(JsonValue number, out int integer) => TryFit(Math.Floor(number.GetDouble() + 0.5), out integer);

    private static bool TryFit(double whole, out int integer)
    {
        var fits = whole is >= int.MinValue and <= int.MaxValue;
        integer = fits ? (int)whole : 0;
        return fits;
    }
}
