using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Intrinsics;

public class TextFunctionTests
{
    [Theory]
    [InlineData("States.Format('Hello {}, you are {}', $.name, 7)", "Hello Ada, you are 7")]
    [InlineData("States.Format('no placeholders')", "no placeholders")]
    [InlineData("States.Format('')", "")]
    [InlineData("States.Format($.template, $.name)", "Hi Ada{}")]
    [InlineData("States.Format('{} {} {} {} {}', true, false, 1, 1.5, null)", "true false 1 1.5 null")]
    [InlineData("States.Format('\\{{}\\}', $.name)", "{Ada}")]
    [InlineData("States.Format('\\{\"key\":\"{}\"\\}', $.name)", "{\"key\":\"Ada\"}")]
    [InlineData("States.Format('it\\'s {}\\\\', $.name)", "it's Ada\\")]
    [InlineData("States.Format('{}', '\\'\\{')", "'{")]
    [InlineData("States.Format('{}', $.object)", "{Arg1=1, Arg2=[], Arg3={x=y}}")]
    [InlineData("States.Format('{}', $.list)", "[1,\"a\",{\"b\":null}]")]
    [InlineData("States.Format('{}', States.JsonToString($.list))", "[1,\"a\",{\"b\":null}]")]
    [InlineData("States.Format( '{}',$.name )", "Ada")]
    public void Format_fills_in_the_arguments(string call, string expected) => Assert.Equal(
        expected,
        Evaluate(call, Scope("""
            {"name":"Ada","template":"Hi {}\\{\\}","object":{"Arg1":1, "Arg2":[ ],"Arg3":{"x":"y"}},"list":[ 1, "a", {"b":null} ]}
            """)).Value.GetString());

    [Theory]
    [InlineData("States.Format('Hello {', 1)", "Invalid template in States.Format: matching '}' not found for '{'.")]
    [InlineData("States.Format('Hello {{}}', 1)", "Invalid template in States.Format: matching '}' not found for '{'.")]
    [InlineData("States.Format('{\\}', 1)", "Invalid template in States.Format: matching '}' not found for '{'.")]
    [InlineData("States.Format('}')", "Invalid template in States.Format: matching '{' not found for '}'.")]
    [InlineData("States.Format('{} {}', 1)", "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.")]
    [InlineData("States.Format('{}', 1, 2)", "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.")]
    [InlineData("States.Format()", "Invalid arguments in States.Format")]
    public void Format_refuses_broken_templates(string call, string problem) =>
        Assert.Equal($"There was an error while evaluating the intrinsic function: {call}. {problem}", Cause(call));

    [Theory]
    [InlineData("1,2,3", ",", """["1","2","3"]""")]
    [InlineData("1+2,3.4", ".+,", """["1","2","3","4"]""")]
    [InlineData(",a,,b,", ",", """["a","b"]""")]
    [InlineData("1-2]3:4", "-]:", """["1","2","3","4"]""")]
    [InlineData("1, 2", ",", """["1"," 2"]""")]
    [InlineData("foo", ",", """["foo"]""")]
    [InlineData("foo", "", """["foo"]""")]
    [InlineData("", ",", "[]")]
    [InlineData(",", ",", "[]")]
    public void Split_cuts_at_every_separating_character_and_drops_empty_pieces(string text, string separators, string expected) =>
        Assert.Equal(expected, Value("States.StringSplit($.t, $.s)", $$"""{"t":"{{text}}","s":"{{separators}}"}"""));

    [Fact]
    public void Split_takes_strings_only() => Assert.EndsWith(
        "Invalid arguments in States.StringSplit", Cause("States.StringSplit($.t, ',')", """{"t":123}"""));

    [Fact]
    public void Uuid_comes_from_the_services()
    {
        Assert.Equal($"\"{Uuid}\"", Value("States.UUID()"));
        Assert.EndsWith("Invalid arguments in States.UUID", Cause("States.UUID(1)"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Data to encode", "RGF0YSB0byBlbmNvZGU=")]
    [InlineData("✓", "4pyT")]
    public void Base64_is_encoded_from_and_decoded_to_UTF8(string text, string encoded)
    {
        Assert.Equal($"\"{encoded}\"", Value("States.Base64Encode($)", $"\"{text}\""));
        Assert.Equal($"\"{text}\"", Value("States.Base64Decode($)", $"\"{encoded}\""));
    }

    [Theory]
    [InlineData("aGVsbG8", "hello")]
    [InlineData(" aGVs!bG8= ", "hello")]
    [InlineData("4pyT_w", "✓\uFFFD")]
    [InlineData("YWI=Y2Q=", "ab")]
    [InlineData("!!!", "")]
    public void Base64_is_decoded_leniently(string encoded, string text) =>
        Assert.Equal(text, Evaluate("States.Base64Decode($)", Scope($"\"{encoded}\"")).Value.GetString());

    [Theory]
    [InlineData("States.Base64Encode($)")]
    [InlineData("States.Base64Decode($)")]
    [InlineData("States.Hash($, 'MD5')")]
    public void Ten_thousand_characters_are_taken_and_no_more(string call)
    {
        Assert.False(Evaluate(call, Scope($"\"{new string('A', 10_000)}\"")).Failed);
        Assert.EndsWith($"Invalid arguments in {call[..call.IndexOf('(')]}", Cause(call, $"\"{new string('A', 10_001)}\""));
    }

    [Theory]
    [InlineData("\"input data\"", "MD5", "812f45842bc6d66ee14572ce20db8e86")]
    [InlineData("\"input data\"", "SHA-1", "aaff4a450a104cd177d28d18d74485e8cae074b7")]
    [InlineData("\"input data\"", "SHA-256", "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3")]
    [InlineData("\"\"", "SHA-1", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("\"🚀\"", "SHA-256", "ebbc0b2870eb323f2b6cffa5c493ceef81ae7eb36afc73d4e0367301631daec5")]
    [InlineData("1", "SHA-1", "356a192b7913b04c54574d18c28d46e6395428ab")]
    [InlineData("true", "SHA-1", "5ffe533b830f08a0326348a9160afafc8ada44db")]
    [InlineData("[1, 2, 3]", "SHA-1", "9ef50cc82ae474279fb8e82896142702bccbb33a")]
    [InlineData("""["1","2","3"]""", "SHA-1", "339177d03debd051467d9f6cbcffca24d94f4ab2")]
    [InlineData("""{"foo":"bar"}""", "SHA-1", "dc2935b70ad43836e2e74df2d9758b1e51397997")]
    public void Hash_is_over_the_text_of_any_value(string data, string algorithm, string expected) =>
        Assert.Equal($"\"{expected}\"", Value("States.Hash($.d, $.a)", $$"""{"d":{{data}},"a":"{{algorithm}}"}"""));

    [Theory]
    [InlineData("States.Hash('data', 'sha-256')")]
    [InlineData("States.Hash('data', 'SHA256')")]
    [InlineData("States.Hash('data', '')")]
    [InlineData("States.Hash(null, 'MD5')")]
    [InlineData("States.Hash('data')")]
    public void Hash_refuses_other_algorithms_and_null(string call) => Assert.EndsWith("Invalid arguments in States.Hash", Cause(call));
}
