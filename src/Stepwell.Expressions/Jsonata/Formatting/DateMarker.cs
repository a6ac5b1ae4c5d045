namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>How names are written.</summary>
internal enum NameCase
{
    /// <summary>The component is not shown as a name.</summary>
    None,
    Lower,
    Upper,
    Title,
}

/// <summary>A piece of a date picture: literal text, or a component in brackets and how it is shown.</summary>
internal abstract record DatePart
{
    private DatePart()
    {
    }

    public sealed record Literal(string Text) : DatePart;

    public sealed record Marker(char Component) : DatePart
    {
        public NameCase Names { get; init; }

        /// <summary>Null for names and for components that are no numbers.</summary>
        public IntegerPicture? Integer { get; init; }

        /// <summary>With <c>t</c>, an offset of zero is written as Z.</summary>
        public bool ShowsZeroOffsetAsZ { get; init; }

        /// <summary>The longest name, longer ones are cut; null for no limit.</summary>
        public int? MaximumWidth { get; init; }

        /// <summary>Of a year, how many of its last digits are shown; -1 for all.</summary>
        public int YearDigits { get; init; } = -1;

        /// <summary>Reading, exactly that many digits, because digits of the next component follow; 0 for as many as there are.</summary>
        public int ReadDigits { get; init; }
    }
}
