using System.Collections.Immutable;

namespace Stepwell.Integrations.Http;

/// <summary>
/// What an EventBridge connection holds: credentials, and parameters that go with every call. Its text shows no values, because they
/// are secrets.
/// </summary>
/// <param name="Body">Become members of the request body.</param>
public sealed record HttpConnection(
    HttpAuthorization Authorization,
    ImmutableArray<HttpParameter> Headers,
    ImmutableArray<HttpParameter> Query,
    ImmutableArray<HttpParameter> Body)
{
    /// <summary>Calls without credentials.</summary>
    public static readonly HttpConnection Anonymous = new(new HttpAuthorization.None(), [], [], []);

    public override string ToString() => nameof(HttpConnection);
}

public abstract record HttpAuthorization
{
    public sealed override string ToString() => GetType().Name;

    public sealed record None : HttpAuthorization;

    public sealed record Basic(string Username, string Password) : HttpAuthorization;

    /// <param name="Name">The header that carries the key.</param>
    public sealed record ApiKey(string Name, string Value) : HttpAuthorization;
}

public sealed record HttpParameter(string Name, string Value)
{
    public override string ToString() => Name;
}
