namespace Stepwell.Fuzz;

/// <summary>Right pictures and regular expressions, and pieces of them.</summary>
internal static class PictureExamples
{
    public static readonly string[] Dates =
    [
        "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]", "[FNn], [D1o] [MNn,*-3] [YI]", "[h#1]:[m01][PN] [z]", "[X0001]-W[W01]-[F1]", "[Dwo] [MNn] [Yw]",
        "[Y][d001]", "[[[E][C]]]", "[xNn] week [w]", "[H]:[m]:[s]", "[YA]/[Ma]", "[D99,999]", "[Y,2-4] [f,3-3]", "[ M 01 ]",
    ];

    public static readonly string[] DatePieces =
    [
        "[", "]", "[[", "]]", "Y", "M", "D", "d", "F", "W", "w", "X", "x", "H", "h", "P", "m", "s", "f", "Z", "z", "C", "E", "01", "0001", "Nn", "N", "n", "i", "I", "w", "W",
        "Ww", "o", "1o", ",", ",2-2", ",*-3", ",9999999999", "t", "a", "A", "#1", "٠١", "-", " ", "9", "01:01", "99,99",
    ];

    public static readonly string[] Timestamps =
    [
        "2018-03-27T15:38:05.000Z", "2018-W13-2", "27th March 2018", "Twenty-Seventh", "MMXVIII", "2018-03-27T15:38:05+01:00", "3:38pm", "0001-01-01", "9999-12-31T23:59:59Z",
    ];

    public static readonly string[] Integers =
        ["w", "Ww;o", "W", "i", "I", "a", "A", "001", "#,##0", "1;o", "#0;o(-er)", "٠٠", "0,000,00", "#:0", "1;c(x)t", "①"];

    public static readonly string[] IntegerPieces = ["w", "W", "i", "I", "a", "A", "0", "1", "#", ",", ";", "o", "(", ")", "٠", "𝟎", "é", ".", "-", "\uD835"];

    public static readonly string[] IntegerTexts = ["12", "forty-two", "One Million and Third", "mcmxc", "ZZZ", "1,234,567", "٣٤", "99999999999999999999", "-5", "1st"];

    public static readonly string[] Numbers =
        ["#,##0.00", "00.000", "0.0##e0", "##0.#e00", "0%", "0‰", "#,###;(#)", "#,##0.00;-0", "$0.00 x", "9,99,999", ".00", "#.", "٠,٠.٠"];

    public static readonly string[] NumberPieces = ["0", "#", ".", ",", ";", "%", "‰", "e", "e0", "-", "(", ")", "$", "9", "٠", "00000", ",,", "..", "é", "\uD800"];

    public static readonly string[] Regexes =
    [
        "(a+)+$", "(a|aa)+b", "(.*)*x", "(a+)+\\1b", "^(?=a)(a|a?)+$", "([a-z]+)*\\d", "(?:x{1,3}){2,9}", "(?<n>a)\\k<n>", "(?<=a)b|(?<!c)d", "[^\\w\\-\\]]+", "\\bfoo\\B",
        "(a?){20}a{20}", "(\\s*a)*\\s*$", "((a*)*)*b", "\\u0061\\x61\\cA", "(?!x).{0,5}?y", "a{0,1000}", "(a|b|ab)*c",
    ];

    public static readonly string[] RegexPieces =
    [
        "(", ")", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "[", "]", "[^", "|", "*", "+", "?", "*?", "+?", "{2}", "{1,}", "{1,99}", "{99999999999}", "\\", "\\1", "\\9", "\\k<n>",
        "\\b", "\\d", "\\W", "\\s", "\\u", "\\u0061", "\\x", "\\c", "^", "$", ".", "a", "b", "-", "a-", "z-a", "\\p{L}", "\\A", "\\z", "\\G", "(?i)", "(?>", "(?#", "#", " ", "é", "\uD83D",
    ];

    public const string RegexText = "aaaaaaaaaaaaaaaaaaaaaa! foo bar é😀 x1\n aab";
}
