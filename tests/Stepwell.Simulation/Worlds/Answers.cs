using System.Globalization;
using System.Text;
using Stepwell.Integrations;
using Stepwell.Json;

namespace Stepwell.Simulation.Worlds;

/// <summary>What those who do tasks answer: a function of the task's parameters alone.</summary>
internal static class Answers
{
    /// <summary>Null: never an answer.</summary>
    public static TaskOutcome? To(JsonValue parameters)
    {
        if (parameters["hangs"].GetBoolean())
            return null;
        var state = parameters["state"].GetString();
        if (parameters["attempt"].GetDouble() < parameters["fails"].GetDouble())
            return new TaskOutcome.Failed(Workflows.TaskStates.Error, $"{state} was told to fail.");
        var output = new JsonObjectBuilder();
        output.Add("by", JsonValue.String(state));
        output.Add("sum", JsonValue.String(Sum(parameters["data"].ToString())));
        return new TaskOutcome.Succeeded(output.Build());
    }

    /// <summary>FNV-1a.</summary>
    public static string Sum(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 1_099_511_628_211UL;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
