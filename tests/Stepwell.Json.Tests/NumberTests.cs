using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;

namespace Stepwell.Json.Tests;

public sealed class NumberTests
{
    [Theory]
    [InlineData("1.0")]
    [InlineData("1e5")]
    [InlineData("-0")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("1E+400")]
    public void Numbers_stay_as_written(string text)
    {
        var number = JsonValue.Parse($"{{\"n\": {text} }}")["n"];

        Assert.Equal(text, number.ToString());
        Assert.Equal(text, Encoding.UTF8.GetString(number.NumberText));
        Assert.Equal($"[{text}]", JsonValue.Array(number).ToString());
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("0.000", 0)]
    [InlineData("0e99", 0)]
    [InlineData("1.0", 1)]
    [InlineData("1e2", 100)]
    [InlineData("-1.20e1", -12)]
    [InlineData("1200e-2", 12)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9.223372036854775807e18", long.MaxValue)]
    [InlineData("9223372036854775807.000000000000000000000000000000", long.MaxValue)]
    public void Exact_integers_are_read_however_written(string text, long expected)
    {
        Assert.True(JsonValue.Parse(text).TryGetInt64(out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("0.5")]
    [InlineData("1e-1")]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("1e19")]
    [InlineData("99999999999999999999")]
    [InlineData("1e999999999999999999999999")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void Other_values_are_no_int64(string text)
    {
        Assert.False(JsonValue.Parse(text).TryGetInt64(out var value));
        Assert.Equal(0, value);
    }

    [Fact]
    public void Doubles_are_the_nearest_to_the_text()
    {
        Assert.Equal(1e5, JsonValue.Parse("1e5").GetDouble());
        Assert.Equal(0.1, JsonValue.Parse("0.1000000000000000055511151231257827").GetDouble());
        Assert.Equal(double.PositiveInfinity, JsonValue.Parse("1e400").GetDouble());
        Assert.Equal(7, JsonValue.Number(7).GetDouble());
        Assert.Equal(1.5, JsonValue.Number(1.50m).GetDouble());
    }

    [Fact]
    public void Doubles_of_plain_decimals_are_the_nearest_to_the_text()
    {
        Gen.Select(Gen.Long[-10_000_000_000_000_000, 10_000_000_000_000_000], Gen.Int[0, 18]).Sample((digits, places) =>
        {
            var text = Math.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
            if (places > 0) text = text.Insert(text.Length - places, ".");
            if (digits < 0) text = "-" + text;
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), JsonValue.Parse(text).GetDouble());
        });
        Assert.True(double.IsNegative(JsonValue.Parse("-0.0").GetDouble()));
    }

    [Fact]
    public void Decimals_keep_their_digits()
    {
        Assert.Equal("1.50", JsonValue.Number(1.50m).ToString());
        Assert.True(JsonValue.Parse("79228162514264337593543950335").TryGetDecimal(out var largest));
        Assert.Equal(decimal.MaxValue, largest);
        Assert.True(JsonValue.Parse("1.5e3").TryGetDecimal(out var value));
        Assert.Equal(1500m, value);
        Assert.False(JsonValue.Parse("1e29").TryGetDecimal(out _));
        Assert.False(JsonValue.True.TryGetDecimal(out _));
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1")]
    [InlineData(-12.5, "-12.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(999999999999999900000d, "999999999999999900000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1.25e300, "-1.25e+300")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.0000015, "0.0000015")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    public void Computed_doubles_are_written_as_javascript_does(double value, string text)
    {
        Assert.Equal(text, JsonValue.Number(value).ToString());
    }

    [Fact]
    public void Negative_zero_is_written_as_zero()
    {
        Assert.Equal("0", JsonValue.Number(-0.0).ToString());
    }

    [Fact]
    public void Computed_doubles_read_back_as_the_same()
    {
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            var number = JsonValue.Number(value);
            Assert.Equal(value, JsonValue.Parse(number.ToString()).GetDouble());
            Assert.Equal(number, JsonValue.Parse(number.ToString()));
        });
    }

    [Fact]
    public void Computed_integers_read_back_as_the_same()
    {
        Gen.Long.Sample(value =>
        {
            Assert.True(JsonValue.Parse(JsonValue.Number(value).ToString()).TryGetInt64(out var read));
            Assert.Equal(value, read);
            Assert.Equal(value.ToString(CultureInfo.InvariantCulture), JsonValue.Number(value).ToString());
        });
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_json_cannot_write_is_no_number(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => JsonValue.Number(value));
    }

    [Fact]
    public void Reading_another_kind_as_a_number_is_an_error()
    {
        Assert.Throws<InvalidOperationException>(() => JsonValue.EmptyString.GetDouble());
        Assert.Throws<InvalidOperationException>(() => JsonValue.Null.NumberText.Length);
        Assert.Throws<InvalidOperationException>(() => default(JsonValue).GetDouble());
    }

    [Fact]
    public void Equality_is_by_exact_value()
    {
        // Few digits and small exponents, so that equal numbers turn up.
        var digits = Gen.Char["0012"].Array[1, 5].Select(chars => new string(chars));
        var number = Gen.Select(Gen.Bool, digits, digits, Gen.Int[-4, 4], Gen.Bool);
        Gen.Select(number, number).Sample((left, right) =>
        {
            var (leftValue, leftExact) = Render(left);
            var (rightValue, rightExact) = Render(right);

            Assert.Equal(leftExact == rightExact, leftValue == rightValue);
            if (leftValue == rightValue) Assert.Equal(leftValue.GetHashCode(), rightValue.GetHashCode());
        });
    }

    [Theory]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891", false)]
    [InlineData("123456789012345678901234567890", "12345678901234567890123456789e1", true)]
    [InlineData("123456789012345678901234567890", "1.2345678901234567890123456789e29", true)]
    [InlineData("1.2345678901234567890123456789", "1.23456789012345678901234567890", true)]
    [InlineData("12345678901234567890.1", "1234567890123456789.01", false)]
    [InlineData("0.1", "0.1000000000000000055511151231257827", false)]
    public void Long_numbers_are_compared_to_the_last_digit(string left, string right, bool equal)
    {
        Assert.Equal(equal, JsonValue.Parse(left) == JsonValue.Parse(right));
        if (equal) Assert.Equal(JsonValue.Parse(left).GetHashCode(), JsonValue.Parse(right).GetHashCode());
    }

    [Fact]
    public void Computed_and_parsed_numbers_are_equal_by_value()
    {
        Assert.Equal(JsonValue.Number(1), JsonValue.Number(1.0));
        Assert.Equal(JsonValue.Number(1), JsonValue.Number(1.000m));
        Assert.Equal(JsonValue.Number(100), JsonValue.Parse("1e2"));
        Assert.NotEqual(JsonValue.Number(1), JsonValue.Number(2));
        Assert.NotEqual(JsonValue.Number(0.1), JsonValue.Number(0.1000000001));
        Assert.Equal(JsonValue.Number(1).GetHashCode(), JsonValue.Number(1.0).GetHashCode());
    }

    private static (JsonValue Value, BigInteger Scaled) Render(
        (bool Negative, string Whole, string Fraction, int Exponent, bool Upper) number)
    {
        var (negative, whole, fraction, exponent, upper) = number;
        whole = whole.TrimStart('0') is { Length: > 0 } digits ? digits : "0";
        var text = $"{(negative ? "-" : "")}{whole}.{fraction}{(upper ? 'E' : 'e')}{exponent}";
        var scaled = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture) * BigInteger.Pow(10, 20 + exponent - fraction.Length);
        return (JsonValue.Parse(text), negative ? -scaled : scaled);
    }
}
