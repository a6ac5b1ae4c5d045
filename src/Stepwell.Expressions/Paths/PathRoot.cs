namespace Stepwell.Expressions.Paths;

internal enum PathRoot
{
    /// <summary><c>$</c>; inside a filter, the document that the whole path is applied to.</summary>
    Input,

    /// <summary><c>$$</c></summary>
    Context,

    /// <summary><c>$name</c></summary>
    Variable,

    /// <summary><c>@</c>, the value a filter is asked about.</summary>
    Current,
}
