using System.Globalization;
using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine;

namespace Stepwell.States.Parsing;

/// <summary>
/// The fields of one object of the definition. Each function reads a field if it is there, and makes a finding where its value is not
/// what the field takes; then, as for an absent field, the answer is null.
/// </summary>
internal sealed class Fields
{
    private readonly JsonValue _object;
    private readonly Findings _findings;

    private readonly bool _ofAnyLanguage;

    private Fields(JsonValue value, Place place, QueryLanguage language, Findings findings, bool ofAnyLanguage = false)
    {
        _ofAnyLanguage = ofAnyLanguage;
        _object = value;
        _findings = findings;
        Place = place;
        Language = language;
    }

    public Place Place { get; }

    public QueryLanguage Language { get; }

    public Findings Findings => _findings;

    public JsonValue this[string name] => _object[name];

    public IEnumerable<JsonMember> Members => _object.Members;

    /// <summary>Null, after a finding, when <paramref name="value"/> is no object.</summary>
    /// <param name="ofAnyLanguage">Not to report the fields that only the other query language has.</param>
    public static Fields? Of(JsonValue value, Place place, QueryLanguage language, Findings findings, bool ofAnyLanguage = false)
    {
        if (value.IsObject) return new Fields(value, place, language, findings, ofAnyLanguage);
        findings.Schema("Expected value of type Object", place);
        return null;
    }

    public bool Has(string name) => !_object[name].IsMissing;

    public Place At(string name) => Place[name];

    public void Refuse(string message) => _findings.Schema(message, Place);

    public void Refuse(string name, string message) => _findings.Schema(message, Place[name]);

    /// <summary>One finding that lists all that are missing.</summary>
    public bool Require(params ReadOnlySpan<string> names)
    {
        var missing = new List<string>();
        foreach (var name in names)
        {
            if (!Has(name)) missing.Add(name);
        }

        if (missing.Count > 0) Refuse($"These fields are required: [{string.Join(", ", missing)}]");
        return missing.Count == 0;
    }

    /// <summary>A finding for each field that does not belong here, or belongs to the other query language.</summary>
    public void Allow(IReadOnlySet<string> names)
    {
        foreach (var member in _object.Members)
        {
            var name = member.Name;
            if (!names.Contains(name)) Refuse($"Field '{name}' is not supported");
            else if (!_ofAnyLanguage && FieldNames.OnlyIn(name) is { } only && only != Language) Refuse(WrongLanguage(name, only));
        }
    }

    /// <summary>None or one of the fields.</summary>
    public bool AtMostOne(params ReadOnlySpan<string> names)
    {
        if (CountOf(names) <= 1) return true;
        Refuse($"There should only be one of the following fields: [{string.Join(", ", names)}]");
        return false;
    }

    public bool ExactlyOne(params ReadOnlySpan<string> names)
    {
        if (!AtMostOne(names)) return false;
        if (CountOf(names) == 1) return true;
        Refuse($"This object should have only one of the following fields: [{string.Join(", ", names)}]");
        return false;
    }

    public string? Text(string name) => Read(name, value => value.IsString, "String")?.GetString();

    public bool? Flag(string name) => Read(name, value => value.IsBoolean, "Boolean")?.GetBoolean();

    public Fields? Object(string name) =>
        Read(name, value => value.IsObject, "Object") is { } value ? new Fields(value, Place[name], Language, _findings) : null;

    public JsonValue? Array(string name) => Read(name, value => value.IsArray, "Array");

    /// <summary>An array with at least one item.</summary>
    public JsonValue? Items(string name)
    {
        if (Array(name) is not { } items) return null;
        if (items.Count > 0) return items;
        Refuse(name, "Value cannot be empty");
        return null;
    }

    public long? Integer(string name, long minimum = 0, long maximum = Limits.MaxSeconds)
    {
        if (IsExpression(name) || Read(name, value => value.IsNumber, "Integer") is not { } value) return null;
        if (!IsWhole(value)) return Wrong<long>(name, "Expected value of type Integer");
        if (value.GetDouble() < minimum) return Wrong<long>(name, $"Minimum value is {minimum}");
        return value.TryGetInt64(out var number) && number <= maximum ? number : Wrong<long>(name, $"Maximum value is {maximum}");
    }

    public double? Number(string name, double minimum, double maximum = double.MaxValue)
    {
        if (IsExpression(name) || Read(name, value => value.IsNumber, "Number") is not { } value) return null;
        var number = value.GetDouble();
        if (number < minimum) return Wrong<double>(name, $"Minimum value is {Written(minimum)}");
        return number <= maximum ? number : Wrong<double>(name, $"Maximum value is {Written(maximum)}");
    }

    public DateTimeOffset? Timestamp(string name)
    {
        if (IsExpression(name) || Text(name) is not { } text) return null;
        return Timestamps.TryParse(text, out var timestamp)
            ? timestamp
            : Wrong<DateTimeOffset>(name, "String does not match RFC3339 timestamp");
    }

    public string? OneOf(string name, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text) return null;
        if (allowed.Contains(text)) return text;
        Refuse(name, $"Value should be one of the following: [{string.Join(", ", allowed)}]");
        return null;
    }

    /// <summary>Whether the field holds a JSONata expression, where one may stand.</summary>
    public bool IsExpression(string name) =>
        Language == QueryLanguage.Jsonata && _object[name] is { IsString: true } text && IsDelimited(text.GetString());

    private static bool IsDelimited(string text) =>
        text.StartsWith("{%", StringComparison.Ordinal) && text.EndsWith("%}", StringComparison.Ordinal);

    private JsonValue? Read(string name, Func<JsonValue, bool> isExpected, string expected)
    {
        var value = _object[name];
        if (value.IsMissing) return null;
        if (isExpected(value)) return value;
        Refuse(name, $"Expected value of type {expected}");
        return null;
    }

    private T? Wrong<T>(string name, string message)
        where T : struct
    {
        Refuse(name, message);
        return null;
    }

    private int CountOf(ReadOnlySpan<string> names)
    {
        var count = 0;
        foreach (var name in names) count += Has(name) ? 1 : 0;
        return count;
    }

    /// <summary>The service's reader tells 1 from 1.0: only the former is an integer.</summary>
    private static bool IsWhole(JsonValue number) => number.NumberText.IndexOfAny(".eE"u8) < 0;

    private static string Written(double limit) => limit.ToString("0.0", CultureInfo.InvariantCulture);

    private string WrongLanguage(string field, QueryLanguage only) =>
        $"The QueryLanguage is set to '{Languages.NameOf(Language)}', but field '{field}' is only supported"
        + $" for the '{Languages.NameOf(only)}' QueryLanguage";
}
