using Stepwell.Json.Spine;

namespace Stepwell.Json;

/// <summary>Collects members into an object. For one thread; usable again after <see cref="Build"/>, which takes a copy.</summary>
public sealed class JsonObjectBuilder
{
    private readonly MemberList _members = new();

    public int Count => _members.Count;

    /// <summary>Sets a member: a name that comes again keeps its place and takes the new value. A missing value adds nothing.</summary>
    public void Add(string name, JsonValue value) => Add(JsonValue.String(name), value);

    /// <summary>The same with the name as a string value, such as <see cref="JsonMember.NameValue"/>.</summary>
    /// <exception cref="ArgumentException">The name is not a string.</exception>
    public void Add(JsonValue name, JsonValue value)
    {
        if (!name.IsString) throw new ArgumentException("A member's name is a string.", nameof(name));
        if (!value.IsMissing) _members.Set(new JsonMember(name, value));
    }

    /// <exception cref="JsonDepthException">The object would nest too deep.</exception>
    public JsonValue Build() => JsonValue.FromMembers(_members.ToArray());
}
