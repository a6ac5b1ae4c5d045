namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>
/// A point in time on the proleptic Gregorian calendar, UTC, over the whole range of ECMAScript's dates: years -271821 to 275760.
/// </summary>
internal readonly record struct CivilTime
{
    public const double MillisInDay = 86_400_000;

    private const double LargestMillis = 8.64e15;
    private const int DaysIn400Years = 146_097;

    /// <summary>Days from 0000-03-01, where the years of the computation start, to 1970-01-01.</summary>
    private const int DaysToEpoch = 719_468;

    private CivilTime(long millis)
    {
        Millis = millis;
        var days = Math.DivRem(millis, (long)MillisInDay, out var rest);
        if (rest < 0) (days, rest) = (days - 1, rest + (long)MillisInDay);
        (Year, Month, Day) = DateOf(days);
        MillisOfDay = (int)rest;
        DayOfWeek = (int)(((days + 3) % 7 + 7) % 7) + 1;
    }

    public long Millis { get; }

    public int Year { get; }

    /// <summary>1 to 12.</summary>
    public int Month { get; }

    public int Day { get; }

    public int MillisOfDay { get; }

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public int DayOfWeek { get; }

    public int Hour => MillisOfDay / 3_600_000;

    public int Minute => MillisOfDay / 60_000 % 60;

    public int Second => MillisOfDay / 1000 % 60;

    public int Millisecond => MillisOfDay % 1000;

    /// <summary>The time at those milliseconds since 1970, fractions cut; null when they are out of range or no number.</summary>
    public static CivilTime? At(double millis) => Math.Abs(millis) <= LargestMillis ? new CivilTime((long)millis) : null;

    /// <summary>
    /// Milliseconds since 1970 of a date and time whose parts may overflow into the next larger ones; month 1 is January. NaN when a part
    /// is NaN or the sum is out of range.
    /// </summary>
    public static double MillisOf(double year, double month, double day, double hour = 0, double minute = 0, double second = 0, double milli = 0)
    {
        if (!double.IsFinite(year + month + day + hour + minute + second + milli)) return double.NaN;
        var months = Math.Truncate(month) - 1;
        var wholeYear = Math.Truncate(year) + Math.Floor(months / 12);
        if (Math.Abs(wholeYear) > 400_000) return double.NaN;
        var days = DaysBefore((int)wholeYear, (int)(months - Math.Floor(months / 12) * 12) + 1) + Math.Truncate(day) - 1;
        var time = (Math.Truncate(hour) * 60 + Math.Truncate(minute)) * 60_000 + Math.Truncate(second) * 1000 + Math.Truncate(milli);
        var millis = days * MillisInDay + time;
        return Math.Abs(millis) <= LargestMillis ? millis : double.NaN;
    }

    /// <summary>Like <see cref="MillisOf"/>; years 0 to 99 mean 1900 to 1999, as ECMAScript's Date.UTC has it.</summary>
    public static double MillisOfShortYear(
        double year, double month, double day = 1, double hour = 0, double minute = 0, double second = 0, double milli = 0) =>
        MillisOf(Math.Truncate(year) is >= 0 and <= 99 ? Math.Truncate(year) + 1900 : year, month, day, hour, minute, second, milli);

    /// <summary>Days from the epoch to the first of the month. Years are counted from March, so that the leap day comes last.</summary>
    private static double DaysBefore(int year, int month)
    {
        var shifted = month <= 2 ? year - 1 : year;
        var era = (int)Math.Floor(shifted / 400d);
        var yearOfEra = shifted - era * 400;
        var dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
        var dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (double)era * DaysIn400Years + dayOfEra - DaysToEpoch;
    }

    private static (int Year, int Month, int Day) DateOf(long daysSinceEpoch)
    {
        var days = daysSinceEpoch + DaysToEpoch;
        var era = (days >= 0 ? days : days - DaysIn400Years + 1) / DaysIn400Years;
        var dayOfEra = (int)(days - era * DaysIn400Years);
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var monthFromMarch = (5 * dayOfYear + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return ((int)(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    }
}
