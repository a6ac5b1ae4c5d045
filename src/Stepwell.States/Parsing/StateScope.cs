using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>One state while it is read, and what it belongs to.</summary>
/// <param name="Type">Of the executions that run the state: within a distributed Map, those of its children.</param>
internal sealed record StateScope(string Name, Fields Fields, StateMachineType Type, GraphOutline Graph, DefinitionScope Definition)
{
    public Findings Findings => Definition.Findings;

    public bool IsJsonata => Fields.Language == QueryLanguage.Jsonata;

    public string? Comment => Fields.Text("Comment");

    /// <summary>Notes that the state goes to <paramref name="target"/>.</summary>
    public void Mention(string target, Place place) => Graph.Mentions.Add(new GraphOutline.Mention(Name, target, place));

    /// <summary>Next or End, exactly one of them. Null after a finding.</summary>
    public Transition? ReadTransition()
    {
        var next = Fields.Text("Next");
        var end = Fields.Flag("End");
        if (end == true)
        {
            Graph.HasTerminalState = true;
            if (!Fields.Has("Next")) return Transition.End;
            Fields.AtMostOne("Next", "End");
        }
        else if (!Fields.Has("Next"))
        {
            Fields.Refuse("This object should have only one of the following fields: [Next, End]");
        }

        if (next is null) return null;
        Mention(next, Fields.At("Next"));
        return new Transition.Next(next);
    }
}
