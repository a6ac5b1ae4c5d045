namespace Stepwell.Expressions.Jsonata.Formatting;

internal static class DateNames
{
    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>The names of a component's values from 1; empty when it has none.</summary>
    public static ReadOnlySpan<string> Of(char component) => component switch
    {
        'M' or 'x' => Months,
        'F' => Days,
        _ => [],
    };
}
