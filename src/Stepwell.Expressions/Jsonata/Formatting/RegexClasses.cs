namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Character classes as ECMAScript defines them, for use between brackets in .NET's syntax.</summary>
internal static class RegexClasses
{
    public const string LineEnds = @"\n\r\u2028\u2029";
    public const string Word = "A-Za-z0-9_";

    /// <summary>What the escape stands for between brackets; null when it is no class.</summary>
    public static string? Of(char escape) => escape switch
    {
        'd' => "0-9",
        'D' => @"\u0000-/:-\uFFFF",
        'w' => Word,
        'W' => @"\u0000-/:-@\[-\^`\{-\uFFFF",
        's' => @"\t-\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF",
        'S' => @"\u0000-\u0008\u000E-\u001F!-\u009F\u00A1-\u167F\u1681-\u1FFF\u200B-\u2027\u202A-\u202E\u2030-\u205E\u2060-\u2FFF\u3001-\uFEFE\uFF00-\uFFFF",
        _ => null,
    };
}
