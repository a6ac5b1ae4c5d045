using Stepwell.Services.Logs.Filtering;

namespace Stepwell.Services.Logs.Tests.Filtering;

public sealed class FilterPatternTests
{
    private const string Json =
        """{"type":"Started","id":7,"ratio":0.5,"ok":true,"none":null,"a":{"b c":"x"},"list":[{"n":1},{"n":2}],"ip":"123.123.4.5","big":"9*"}""";

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("ERROR", "an ERROR here", true)]
    [InlineData("ERROR", "an error here", false)]
    [InlineData("ERROR code", "code of ERROR", true)]
    [InlineData("ERROR code", "ERROR", false)]
    [InlineData("\"ERROR code\"", "code ERROR", false)]
    [InlineData("\"say \\\"hi\\\"\"", "they say \"hi\"", true)]
    [InlineData("?ERROR ?WARN", "WARN", true)]
    [InlineData("?ERROR ?WARN", "INFO", false)]
    [InlineData("ERROR -code", "ERROR code", false)]
    [InlineData("ERROR -\"exit code\"", "ERROR code", true)]
    [InlineData("-ERROR", "INFO", true)]
    [InlineData("ERROR ?WARN", "ERROR", true)]
    [InlineData("%4[0-9]{2}%", "status 404", true)]
    [InlineData("%4[0-9]{2}%", "status 500", false)]
    public void Terms_are_looked_for(string pattern, string message, bool isWanted) =>
        Assert.Equal(isWanted, FilterPattern.Parse(pattern).Matches(message));

    [Theory]
    [InlineData("{ $.type = \"Started\" }", true)]
    [InlineData("{ $.type = Started }", true)]
    [InlineData("{ $.type = \"Start*\" }", true)]
    [InlineData("{ $.type = \"*art*\" }", true)]
    [InlineData("{ $.type = \"*x*\" }", false)]
    [InlineData("{ $.type = %^St.*d$% }", true)]
    [InlineData("{ $.type != \"Started\" }", false)]
    [InlineData("{ $.missing != \"Started\" }", false)]
    [InlineData("{ $.id = 7 }", true)]
    [InlineData("{ $.id = 7.0 }", true)]
    [InlineData("{ $.id > 6 && $.id < 8 }", true)]
    [InlineData("{ $.id >= 8 || $.ratio <= 0.5 }", true)]
    [InlineData("{ $.id = 1 && $.id = 2 || $.id = 7 }", true)]
    [InlineData("{ $.id = 7 && ($.id = 1 || $.id = 2) }", false)]
    [InlineData("{ $.ok IS TRUE }", true)]
    [InlineData("{ $.ok IS FALSE }", false)]
    [InlineData("{ $.none IS NULL }", true)]
    [InlineData("{ $.missing IS NULL }", false)]
    [InlineData("{ $.missing NOT EXISTS }", true)]
    [InlineData("{ $.none NOT EXISTS }", false)]
    [InlineData("{ $.a['b c'] = \"x\" }", true)]
    [InlineData("{ $.a.[\"b c\"] = x }", true)]
    [InlineData("{ $.list[1].n = 2 }", true)]
    [InlineData("{ $.list[0].n = 2 }", false)]
    [InlineData("{ $.list[*].n = 2 }", true)]
    [InlineData("{ $.list[9].n = 2 }", false)]
    [InlineData("{ $.ip = 123.123.* }", true)]
    [InlineData("{($.id=7)}", true)]
    public void Conditions_are_checked_on_JSON(string pattern, bool isWanted) =>
        Assert.Equal(isWanted, FilterPattern.Parse(pattern).Matches(Json));

    [Theory]
    [InlineData("plain text")]
    [InlineData("{broken")]
    [InlineData("\"text\"")]
    public void Messages_that_are_no_JSON_meet_no_condition(string message) =>
        Assert.False(FilterPattern.Parse("{ $.x NOT EXISTS }").Matches(message));

    [Theory]
    [InlineData("{ $.a }")]
    [InlineData("{ $.a = }")]
    [InlineData("{ $. = 1 }")]
    [InlineData("{ a = 1 }")]
    [InlineData("{ $.a < x }")]
    [InlineData("{ $.a = 1 } more")]
    [InlineData("{ ($.a = 1 }")]
    [InlineData("{ $.a IS maybe }")]
    [InlineData("{ $.a NOT }")]
    [InlineData("{ $.a[x] = 1 }")]
    [InlineData("{ $.a = \"x }")]
    [InlineData("{ $.a = %[% }")]
    [InlineData("{")]
    [InlineData("\"open")]
    [InlineData("?")]
    [InlineData("[a, b]")]
    [InlineData("some:thing")]
    public void What_is_no_pattern_is_refused(string pattern) =>
        Assert.Throws<FilterPatternException>(() => FilterPattern.Parse(pattern));

    [Fact]
    public void Deep_parentheses_are_refused_rather_than_followed() =>
        Assert.Throws<FilterPatternException>(() => FilterPattern.Parse("{" + new string('(', 100_000)));
}
