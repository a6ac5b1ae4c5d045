using System.Globalization;
using CsCheck;

namespace Stepwell.Json.Tests;

/// <summary>Random JSON.</summary>
public static class JsonGen
{
    private static readonly Gen<string> Character = Gen.Frequency<string>(
        (12, Gen.Char['a', 'z'].Select(char.ToString)),
        (3, Gen.OneOf("\"", "\\", "/", "\n", "\t", "\0", "\u001f", "\u007f", " ", "'", "<")),
        (2, Gen.OneOf("é", "ß", "€", "\u2028", "漢", "\uffff")),
        (1, Gen.OneOf("😀", "𝄞")));

    /// <summary>What Unicode calls well-formed.</summary>
    public static readonly Gen<string> String = Gen.Frequency<string>(
        (8, Character.Array[0, 8].Select(string.Concat)),
        (1, Character.Array[9, 80].Select(string.Concat)));

    /// <summary>Surrogates without partners included.</summary>
    public static readonly Gen<string> AnyString = Gen.Select(String, Gen.OneOf("", "", "\ud800", "\udfff", "\ude00\ud83d"), String)
        .Select((before, odd, after) => before + odd + after);

    public static readonly Gen<string> NumberText = Gen.OneOf<string>(
        Gen.Int[-20, 20].Select(i => i.ToString(CultureInfo.InvariantCulture)),
        Gen.Long.Select(i => i.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Where(double.IsFinite).Select(d => d.ToString("R", CultureInfo.InvariantCulture)),
        Gen.Select(Gen.Int[-9, 9], Gen.Int[0, 99], Gen.Int[-30, 30]).Select((i, f, e) => $"{i}.{f}e{e}"),
        Gen.OneOf("-0", "0.0", "1E5", "1e+5", "123456789012345678901234567890", "1e400"));

    private static readonly Gen<Model> Scalar = Gen.OneOf<Model>(
        Gen.OneOf("null", "true", "false").Select(text => (Model)new Model.Literal(text)),
        NumberText.Select(text => (Model)new Model.Number(text)),
        String.Select(text => (Model)new Model.Text(text)));

    /// <summary>Few different names, so that some repeat.</summary>
    private static readonly Gen<string> Name = Gen.Frequency<string>(
        (4, Gen.OneOf("a", "b", "c", "id", "name", "é", "long-enough-name-1", "long-enough-name-2", "")),
        (1, String));

    public static readonly Gen<Model> Value = ValueOf(4);

    /// <summary>Flat for the most part.</summary>
    public static readonly Gen<Model> Small = Gen.Frequency<Model>(
        (4, Scalar),
        (1, Scalar.Array[0, 3].Select(items => (Model)new Model.List(items))),
        (1, MapOf(Scalar, 3).Select(map => (Model)map)));

    public static readonly Gen<Model.Map> Map = MapOf(Small, 12);

    public static readonly Gen<Model.List> List = Small.Array[0, 12].Select(items => new Model.List(items));

    private static Gen<Model> ValueOf(int levels)
    {
        if (levels == 0) return Scalar;
        var inner = ValueOf(levels - 1);
        return Gen.Frequency<Model>(
            (2, Scalar),
            (2, inner.Array[0, 5].Select(items => (Model)new Model.List(items))),
            (3, MapOf(inner, 6).Select(map => (Model)map)),
            (1, MapOf(Scalar, 80).Select(map => (Model)map)));
    }

    private static Gen<Model.Map> MapOf(Gen<Model> value, int maxMembers) =>
        Gen.Select(Name, value).Array[0, maxMembers].Select(members => new Model.Map(members));
}
