namespace Stepwell.Expressions;

/// <summary>Which functions an expression may call.</summary>
public enum JsonataDialect
{
    /// <summary>JSONata as its reference implementation has it, <c>$eval</c> included.</summary>
    Standard,

    /// <summary>
    /// What Step Functions evaluates: no <c>$eval</c>, and in addition <c>$partition</c>, <c>$range</c>, <c>$hash</c>,
    /// <c>$random(seed)</c>, <c>$uuid</c> and <c>$parse</c>.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html</remarks>
    StepFunctions,
}
