using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>From the model's names to C#'s.</summary>
internal static class Names
{
    /// <summary>The property for a member: Pascal case, and never the name of its own type, which C# forbids.</summary>
    public static string Property(MemberModel member, string type)
    {
        var name = Pascal(member.Name);
        return name == type ? name + "Value" : name;
    }

    /// <summary>The constant for an enum value: <c>TIMED_OUT</c> gives <c>TimedOut</c>, <c>ActivityFailed</c> stays.</summary>
    public static string Constant(string value)
    {
        var isShouting = !value.Any(char.IsLower);
        var name = new StringBuilder();
        foreach (var word in value.Split('_', '-', '.', ':', '/', ' ', '*', '(', ')', '+').Where(word => word.Length > 0))
            name.Append(Pascal(isShouting ? word.ToLowerInvariant() : word));
        if (name.Length == 0 || char.IsDigit(name[0])) name.Insert(0, "Value");
        return name.ToString();
    }

    public static string Exception(ShapeModel shape, ServiceModel model)
    {
        var name = shape.Name + "Exception";
        return shape.Name.EndsWith("Exception") || model.Shapes.ContainsKey(name) ? shape.Name : name;
    }

    /// <summary>AWS's validation texts begin every member's name in lower case.</summary>
    public static string PathSegment(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    public static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
