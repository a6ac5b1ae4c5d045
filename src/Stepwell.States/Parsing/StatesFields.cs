namespace Stepwell.States.Parsing;

/// <summary>What <c>$states</c> has in a field besides <c>input</c> and <c>context</c>.</summary>
internal enum StatesFields
{
    None,

    /// <summary><c>$states.result</c>: in Output and Assign of Task, Parallel and Map.</summary>
    Result,

    /// <summary><c>$states.errorOutput</c>: in Output and Assign of a catcher.</summary>
    ErrorOutput,
}
