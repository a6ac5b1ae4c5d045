namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>What a text said of a time, by the letters of the components, and the rules by which that becomes a time.</summary>
internal sealed class DateFields
{
    private readonly Dictionary<char, double?> _values = [];

    /// <summary>How many components the text had, those without a known value included.</summary>
    public int Count => _values.Count;

    public void Set(char component, double? value) => _values[component] = value;

    /// <summary>
    /// Larger units than those given are taken from now, smaller ones are the first. Dates by week are not understood.
    /// </summary>
    /// <exception cref="JsonataException">D3136: a unit between others is missing.</exception>
    public double ToMillis(long now)
    {
        var byDay = Only("YMD", "YXMxWwdD");
        var byDayOfYear = !byDay && Only("Yd", "YXMxWwdD");
        if (Only("Xxw", "YXMxWwdD") || Only("XW", "YXMxWwdD")) throw new JsonataException("D3136");
        var by12Hours = !Only("Hmsf", "PHhmsf") && Only("Phmsf", "PHhmsf");
        Complete((byDayOfYear ? "YD" : "YMD") + (by12Hours ? "Phmsf" : "Hmsf"), now);

        var (month, day) = byDayOfYear ? DateOfDay(Get('Y'), Get('d')) : (Get('M') > 0 ? Get('M') : 1, Get('D'));
        var hour = by12Hours ? HourOf12() : Get('H');
        var offset = NonZero('Z') ?? NonZero('z') ?? 0;
        return CivilTime.MillisOfShortYear(Get('Y'), month, day, hour, Get('m'), Get('s'), Get('f')) - offset * 60_000;
    }

    /// <summary>A day beyond the end of the year is the same date of that year, as in the reference.</summary>
    private static (double Month, double Day) DateOfDay(double year, double dayOfYear) =>
        CivilTime.At(CivilTime.MillisOfShortYear(year, 1, dayOfYear)) is { } date ? (date.Month, date.Day) : (double.NaN, double.NaN);

    private double HourOf12() => (Get('h') == 12 ? 0 : Get('h')) + (Get('P') == 1 ? 12 : 0);

    private double Get(char component) => _values.GetValueOrDefault(component) ?? double.NaN;

    private double? NonZero(char component) => _values.GetValueOrDefault(component) is { } value && value != 0 && !double.IsNaN(value) ? value : null;

    /// <summary>Whether some of these have a value other than zero, and none of the others has.</summary>
    private bool Only(string components, string among)
    {
        var some = false;
        foreach (var component in among)
        {
            if (NonZero(component) is null) continue;
            if (!components.Contains(component, StringComparison.Ordinal)) return false;
            some = true;
        }

        return some;
    }

    private void Complete(string units, long now)
    {
        var started = false;
        var ended = false;
        foreach (var unit in units)
        {
            if (_values.GetValueOrDefault(unit) is not null)
            {
                if (ended) throw new JsonataException("D3136");
                started = true;
            }
            else if (started)
            {
                _values[unit] = unit is 'M' or 'D' ? 1 : 0;
                ended = true;
            }
            else
            {
                _values[unit] = DateComponents.Of(CivilTime.At(now)!.Value, unit);
            }
        }
    }
}
