using Stepwell.Json;

namespace Stepwell.Integrations;

/// <summary>
/// Reads the fields of a task's parameters and remembers what is wrong with them, so that a caller reads everything first and asks
/// for <see cref="Refusal"/> once. JSON null counts as absent.
/// </summary>
internal sealed class ParameterReader(JsonValue parameters)
{
    private readonly List<string> _problems = [];

    /// <summary>Null: nothing is wrong.</summary>
    public TaskOutcome.Failed? Refusal => _problems.Count == 0
        ? null
        : new TaskOutcome.Failed(
            ErrorNames.Runtime,
            $"The Parameters '{parameters}' could not be used to start the Task: [{string.Join(", ", _problems)}]");

    public JsonValue Any(string field)
    {
        var value = parameters[field];
        return value.IsNull ? default : value;
    }

    public string? Text(string field) => TextOf(Any(field), field);

    public string RequiredText(string field)
    {
        var text = Text(field);
        if (text is null && Any(field).IsMissing)
            Missing(field);
        return text ?? string.Empty;
    }

    /// <summary>The object at a field, or missing.</summary>
    public JsonValue Object(string field)
    {
        var value = Any(field);
        if (value.IsMissing || value.IsObject)
            return value;
        Invalid(field);
        return default;
    }

    /// <summary>A text field of the object at <paramref name="field"/>, or null.</summary>
    public string? TextIn(string field, string member)
    {
        var value = Object(field)[member];
        return value.IsNull ? null : TextOf(value, member);
    }

    public void Missing(string field) => _problems.Add($"The field '{field}' is required but was missing");

    /// <summary>Remembers that the value of a field cannot be used.</summary>
    public void Invalid(string field) => _problems.Add($"The value of the field '{field}' has an invalid format");

    private string? TextOf(JsonValue value, string field)
    {
        if (value.IsMissing)
            return null;
        if (value.IsString)
            return value.GetString();
        _problems.Add($"The value for the field '{field}' must be a STRING");
        return null;
    }
}
