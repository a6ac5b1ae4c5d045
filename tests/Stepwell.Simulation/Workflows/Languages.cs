using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>
/// Which state of a random machine speaks which query language. A JSONPath machine may have JSONata states, a JSONata machine has no others.
/// </summary>
internal sealed class Languages(Random random)
{
    private readonly IDialect _jsonPath = new JsonPathStates(random);
    private readonly IDialect _jsonata = new JsonataStates(random);
    private readonly bool _isJsonata = random.Next(4) == 0;
    private readonly int _jsonataShare = random.Next(4);

    public IDialect Next() => _isJsonata || random.Next(4) < _jsonataShare ? _jsonata : _jsonPath;

    public void MarkMachine(JsonObject machine)
    {
        if (_isJsonata || random.Next(2) == 0)
            machine["QueryLanguage"] = (_isJsonata ? _jsonata : _jsonPath).Name;
    }

    /// <summary>What is the machine's language anyway, may be said or not.</summary>
    public JsonObject Mark(JsonObject state, IDialect dialect)
    {
        var isInherited = dialect == _jsonata == _isJsonata;
        if (!isInherited || random.Next(4) == 0)
            state["QueryLanguage"] = dialect.Name;
        return state;
    }
}
