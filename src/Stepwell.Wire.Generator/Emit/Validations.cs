using System.Globalization;
using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>
/// The constraints of the model as calls on the validator. Only what a request can reach is validated, and of lists and maps only
/// elements that are strings or structures, and how many elements lists in them have.
/// </summary>
internal sealed class Validations
{
    private static readonly string[] Repetitions = ["+", "*"];

    private readonly ServiceModel _model;
    private readonly Types _types;
    private readonly HashSet<string> _inRequests = [];
    private readonly Dictionary<string, string> _patterns = [];
    private readonly Dictionary<string, string> _rules = [];
    private readonly SortedDictionary<string, ShapeModel> _valueSets = new(StringComparer.Ordinal);

    public Validations(ServiceModel model, Types types)
    {
        (_model, _types) = (model, types);
        foreach (var operation in model.Operations) Reach(operation.Input);
    }

    /// <summary>A required member of a value type cannot show by null that the request left it out.</summary>
    public static bool NeedsPresence(MemberModel member, Types types) =>
        member is { IsRequired: true, Default: null } && types.IsValueType(member.Shape);

    public void Emit(CodeWriter code, ShapeModel shape)
    {
        code.Line("/// <inheritdoc/>");
        code.Open("public void Validate(ref Validator validator)");
        if (_inRequests.Contains(shape.Name))
            foreach (var member in shape.Members.Where(member => !_types.IsEventStream(member))) Member(code, member, Names.Property(member, shape.Name));
        code.Close();
    }

    public void EmitUnion(CodeWriter code, ShapeModel shape)
    {
        code.Line("/// <inheritdoc/>");
        code.Open("public void Validate(ref Validator validator)");
        if (_inRequests.Contains(shape.Name))
        {
            for (var i = 0; i < shape.Members.Count; i++)
            {
                var calls = new CodeWriter();
                Constraints(calls, shape.Members[i], "m" + i);
                if (calls.ToString().Length == 0) continue;
                code.Open($"if (this is {Names.Property(shape.Members[i], shape.Name)} {{ Value: var m{i} }})");
                foreach (var line in calls.ToString().TrimEnd('\n').Split('\n')) code.Line(line);
                code.Line("return;");
                code.Close();
            }
        }

        code.Close();
    }

    /// <summary>The value sets, expressions and element rules that the emitted validations name.</summary>
    public void EmitConstants(CodeWriter code)
    {
        if (_valueSets.Count > 0)
        {
            code.Line("/// <summary>The values an enum may have in requests, in the order in which AWS lists them.</summary>");
            code.Open("file static class ValueSets");
            foreach (var shape in _valueSets.Values)
                code.Line($"public static readonly string[] {shape.Name} = [{string.Join(", ", shape.EnumSet.Select(Names.Literal))}];");
            code.Close();
            code.Line();
        }

        if (_patterns.Count > 0)
        {
            code.Line("/// <summary>Patterns of the model, built when first needed; AWS matches the whole value.</summary>");
            code.Open("file static class Patterns");
            foreach (var pair in _patterns)
            {
                var literal = Names.Literal(@"\A(?:" + DotNet(pair.Key) + @")\z");
                var options = "RegexOptions.CultureInvariant" + (IsEvil(pair.Key) ? " | RegexOptions.NonBacktracking" : "");
                code.Line($"public static Regex {pair.Value} => field ??= new Regex({literal}, {options});");
            }

            code.Close();
            code.Line();
        }

        if (_rules.Count == 0) return;
        code.Open("file static class Rules");
        foreach (var pair in _rules) code.Line($"public static ElementRule {pair.Value} => field ??= new ElementRule({pair.Key});");
        code.Close();
    }

    private void Reach(string name)
    {
        var shape = _model.Shapes[name];
        if (shape.IsEventStream || !_inRequests.Add(name)) return;
        foreach (var member in shape.Members) Reach(member.Shape);
        if (shape.Element is not null) Reach(shape.Element.Shape);
    }

    private void Member(CodeWriter code, MemberModel member, string property)
    {
        if (member is { IsRequired: true, Default: null })
        {
            var present = NeedsPresence(member, _types) ? $"!Is{property}Missing" : $"{property} is not null";
            code.Line($"validator.Required({present}, {Segment(member)});");
        }

        // What is missing has no value that could be wrong as well.
        Constraints(code, member, NeedsPresence(member, _types) ? $"Is{property}Missing ? null : {property}" : property);
    }

    private void Constraints(CodeWriter code, MemberModel member, string value)
    {
        var shape = _model.Shapes[member.Shape];
        var arguments = $"{value}, {Segment(member)}";
        var sensitive = shape.IsSensitive ? "true" : "false";
        switch (shape.Kind)
        {
            case ShapeKind.String:
                if (shape.Pattern is { } pattern)
                {
                    var expression = $"{Pattern(pattern)}, {Names.Literal(pattern)}";
                    code.Line($"if ({value} is not null) validator.Pattern({arguments}, {expression}, {sensitive});");
                }

                if (shape.EnumSet.Length > 0) code.Line($"validator.Enum({arguments}, {ValueSet(shape)}, {sensitive});");
                Bounds(code, "Length", shape, arguments, sensitive, "long");
                break;
            case ShapeKind.Blob:
                Bounds(code, "Length", shape, arguments, sensitive, "long");
                break;
            case ShapeKind.Byte or ShapeKind.Short or ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double:
                Bounds(code, "Range", shape, arguments, sensitive, "double");
                break;
            case ShapeKind.List:
                Bounds(code, "Length", shape, arguments, sensitive, "long");
                if (shape.HasUniqueItems) code.Line($"validator.Unique({arguments}, static item => {Key(_model.Shapes[shape.Element!.Shape], "item")}, {sensitive});");
                Elements(code, shape, arguments, "Elements", "NestedList", sensitive);
                break;
            case ShapeKind.Map:
                Bounds(code, "Length", shape, arguments, sensitive, "long");
                if (Rule(_model.Shapes[shape.Key!.Shape]) is { } rule) code.Line($"validator.Keys({arguments}, {rule}, {sensitive});");
                Elements(code, shape, arguments, "Values", "NestedMap", sensitive);
                break;
            case ShapeKind.Structure or ShapeKind.Union:
                code.Line($"validator.Nested({arguments});");
                break;
        }
    }

    private void Elements(CodeWriter code, ShapeModel shape, string arguments, string ofStrings, string ofStructures, string sensitive)
    {
        var element = _model.Shapes[shape.Element!.Shape];
        if (shape.IsSparse) return;
        if (element.Kind is ShapeKind.Structure or ShapeKind.Union) code.Line($"validator.{ofStructures}({arguments});");
        else if (element.Kind == ShapeKind.String && Rule(element) is { } rule)
            code.Line($"validator.{ofStrings}({arguments}, {rule}, {sensitive});");
        else if (element.Kind == ShapeKind.List && Rule(element) is { } bounds)
            code.Line($"validator.Counted{ofStrings}({arguments}, {bounds}, {sensitive});");
    }

    /// <summary>What two equal elements have in common, as an expression.</summary>
    private static string Key(ShapeModel shape, string item) => shape.Kind switch
    {
        ShapeKind.Blob => $"Convert.ToBase64String({item}.Span)",
        ShapeKind.Structure or ShapeKind.Union => $"Convert.ToBase64String(ShapeJson.Write({item}).Span)",
        ShapeKind.List => $"string.Join('\\n', {item})",
        _ => item,
    };

    private static void Bounds(CodeWriter code, string method, ShapeModel shape, string arguments, string sensitive, string type)
    {
        if (shape.Min is null && shape.Max is null) return;
        var min = shape.Min is { } low ? Number(low) : type == "long" ? "0" : "double.MinValue";
        var max = shape.Max is { } high ? Number(high) : type + ".MaxValue";
        code.Line($"validator.{method}({arguments}, {min}, {max}, {sensitive});");
    }

    private string Pattern(string pattern)
    {
        if (!_patterns.TryGetValue(pattern, out var name)) _patterns.Add(pattern, name = "P" + _patterns.Count);
        return "Patterns." + name;
    }

    /// <summary>A repeated group that ends in a repetition: trying all ways to share the text among them takes forever.</summary>
    private static bool IsEvil(string pattern) => Repetitions.Any(inner => Repetitions.Any(outer => pattern.Contains($"{inner}){outer}")));

    /// <summary>Java's POSIX classes, which .NET does not have.</summary>
    private static string DotNet(string pattern) => pattern
        .Replace(@"\p{ASCII}", @"[\x00-\x7F]")
        .Replace(@"\p{Print}", @"[\x20-\x7E]");

    private string? Rule(ShapeModel shape)
    {
        var parts = new List<string>();
        if (shape.Min is { } min) parts.Add("min: " + Number(min));
        if (shape.Max is { } max) parts.Add("max: " + Number(max));
        if (shape.Pattern is { } pattern) parts.Add($"pattern: {Pattern(pattern)}, patternText: {Names.Literal(pattern)}");
        if (shape.EnumSet.Length > 0) parts.Add($"values: {ValueSet(shape)}");
        if (parts.Count == 0) return null;
        var arguments = string.Join(", ", parts);
        if (!_rules.TryGetValue(arguments, out var name)) _rules.Add(arguments, name = "R" + _rules.Count);
        return "Rules." + name;
    }

    private string ValueSet(ShapeModel shape)
    {
        _valueSets[shape.Name] = shape;
        return "ValueSets." + shape.Name;
    }

    private static string Segment(MemberModel member) => Names.Literal(Names.PathSegment(member.Name));

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
