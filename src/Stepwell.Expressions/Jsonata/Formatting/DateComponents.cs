namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>The numbers that a picture can show of a time. Weeks start on Monday; the first of a year or month has its first Thursday.</summary>
internal static class DateComponents
{
    private const double MillisInWeek = 7 * CivilTime.MillisInDay;

    /// <summary>The component with that letter; NaN for those that are no numbers.</summary>
    public static double Of(CivilTime time, char component) => component switch
    {
        'Y' => time.Year,
        'M' => time.Month,
        'D' => time.Day,
        'd' => DayOfYear(time),
        'F' => time.DayOfWeek,
        'W' => Week(time, ofYear: true),
        'w' => Week(time, ofYear: false),
        'X' => WeekYear(time),
        'x' => WeekMonth(time),
        'H' => time.Hour,
        'h' => time.Hour % 12 == 0 ? 12 : time.Hour % 12,
        'm' => time.Minute,
        's' => time.Second,
        'f' => time.Millisecond,
        _ => double.NaN,
    };

    private static double DayOfYear(CivilTime time) =>
        (Midnight(time) - CivilTime.MillisOfShortYear(time.Year, 1)) / CivilTime.MillisInDay + 1;

    private static double Week(CivilTime time, bool ofYear)
    {
        var year = (double)time.Year;
        var month = ofYear ? 1d : time.Month;
        var (next, previous) = ofYear
            ? (FirstWeek(year + 1, month), FirstWeek(year - 1, month))
            : (FirstWeek(year, month + 1), FirstWeek(year, month - 1));
        var today = Midnight(time);
        var week = WeeksSince(FirstWeek(year, month), today);
        if (week > (ofYear ? 52 : 4) && today >= next) return 1;
        return Math.Floor(week < 1 ? WeeksSince(previous, today) : week);
    }

    private static double WeekYear(CivilTime time)
    {
        if (time.Millis < FirstWeek(time.Year, 1)) return time.Year - 1;
        return time.Millis >= FirstWeek(time.Year + 1, 1) ? time.Year + 1 : time.Year;
    }

    private static double WeekMonth(CivilTime time)
    {
        if (time.Millis < FirstWeek(time.Year, time.Month)) return time.Month == 1 ? 12 : time.Month - 1;
        if (time.Millis >= FirstWeek(time.Year, time.Month + 1)) return time.Month == 12 ? 1 : time.Month + 1;
        return time.Month;
    }

    private static double WeeksSince(double start, double today) => (today - start) / MillisInWeek + 1;

    private static double Midnight(CivilTime time) => CivilTime.MillisOfShortYear(time.Year, time.Month, time.Day);

    /// <summary>The Monday on which the first week of the year or month starts. Month 0 is the December before, 13 the January after.</summary>
    private static double FirstWeek(double year, double month)
    {
        if (month < 1) (year, month) = (year - 1, 12);
        if (month > 12) (year, month) = (year + 1, 1);
        var first = CivilTime.MillisOfShortYear(year, month);
        if (CivilTime.At(first) is not { } day) return double.NaN;
        return first + (day.DayOfWeek > 4 ? 8 - day.DayOfWeek : 1 - day.DayOfWeek) * CivilTime.MillisInDay;
    }
}
