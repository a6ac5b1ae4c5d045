using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Services.Lambda.Policies;

/// <summary>A resource policy: statements by their ids, in the order of their coming.</summary>
internal sealed record Policy(ImmutableList<JsonValue> Statements)
{
    public bool IsEmpty => Statements.IsEmpty;

    /// <param name="text">As <see cref="ToString"/> writes it; null: no policy yet.</param>
    public static Policy Parse(string? text)
    {
        if (text is null)
            return new Policy(ImmutableList<JsonValue>.Empty);
        var statements = ImmutableList.CreateBuilder<JsonValue>();
        foreach (var statement in JsonValue.Parse(text)["Statement"].Items)
            statements.Add(statement);
        return new Policy(statements.ToImmutable());
    }

    public bool Has(string id) => Statements.Exists(statement => statement["Sid"].StringEquals(id));

    public Policy With(string statement) => new(Statements.Add(JsonValue.Parse(statement)));

    public Policy Without(string id) => new(Statements.RemoveAll(statement => statement["Sid"].StringEquals(id)));

    public override string ToString()
    {
        var policy = new JsonObjectBuilder();
        policy.Add("Version", JsonValue.String("2012-10-17"));
        policy.Add("Id", JsonValue.String("default"));
        policy.Add("Statement", JsonValue.Array([.. Statements]));
        return policy.Build().ToString();
    }
}
