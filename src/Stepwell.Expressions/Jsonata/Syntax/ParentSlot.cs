namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>
/// A use of <c>%</c> on its way to the step that it stands for: how many levels up it still has to go, and the variable
/// that will carry the value.
/// </summary>
internal sealed class ParentSlot(string label)
{
    public string Label { get; set; } = label;

    public int Level { get; set; } = 1;
}
