namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>Where a function is called: the item that is the context there, and the variables in scope.</summary>
internal readonly record struct CallSite(Value Input, Frame Frame, Evaluator Evaluator);
