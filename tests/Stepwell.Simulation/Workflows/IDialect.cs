using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>
/// One query language's way to write the states that <see cref="Definitions"/> puts together; without Next, End, Branches and processors.
/// Data is an object with a number <c>v</c>, which every state keeps.
/// </summary>
internal interface IDialect
{
    string Name { get; }

    /// <summary>A Pass that assigns both variables of the graph.</summary>
    JsonObject Declare(Scope scope);

    /// <param name="mayFail">Here and below: whether the failure of an expression may leave the graph.</param>
    JsonObject Pass(Scope scope, bool mayFail);

    JsonObject Wait(Scope scope, bool mayFail);

    JsonObject Succeed(Scope scope);

    JsonObject Fail(Scope scope);

    /// <summary>A Pass that sets a counter of that name to 0.</summary>
    JsonObject Reset(string counter);

    JsonObject Increase(string counter);

    JsonObject RuleBelow(string counter, int end, Scope scope);

    /// <summary>A rule about <c>v</c> or a variable.</summary>
    JsonObject Rule(Scope scope, bool mayFail);

    /// <summary>Gives the errand to whoever does it, and the result its place.</summary>
    JsonObject Task(string name, Errand errand, Scope scope, Breakage breakage);

    /// <param name="showsCause">Whether the cause is the same in every run.</param>
    /// <param name="breaks">Whether it fails in turn at what it has caught.</param>
    JsonObject Catcher(string name, string error, Scope scope, bool showsCause, bool breaks);

    JsonObject Parallel(string name, Scope scope, Breakage breakage);

    /// <summary>A Map over a few objects with a <c>v</c> of their own.</summary>
    /// <param name="source">Where in the data <see cref="Items"/> has put them.</param>
    JsonObject Map(string name, string source, Scope scope, Breakage breakage);

    /// <summary>A Pass that makes the items of a Map.</summary>
    JsonObject Items(string name);
}
