using System.Collections.Concurrent;

namespace Stepwell.Wire.SigV4;

/// <summary>
/// Parsed scopes by their text. A client repeats one scope all day, so parsing it and deriving its signing key happens once.
/// Safe for any number of threads.
/// </summary>
internal sealed class CredentialScopes
{
    // Anybody can send any scope: the bound keeps made-up ones from filling the memory.
    private const int MaxScopes = 1024;

    private readonly ConcurrentDictionary<string, CredentialScope> _scopes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CredentialScope>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    private readonly ITemporaryKeys? _temporary;

    /// <param name="temporary">Null: there are no temporary keys.</param>
    public CredentialScopes(ITemporaryKeys? temporary)
    {
        _temporary = temporary;
        _bySpan = _scopes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Returns null if the text is not a scope.</summary>
    public CredentialScope? Find(ReadOnlySpan<char> credential)
    {
        if (_bySpan.TryGetValue(credential, out var known)) return known;
        var scope = CredentialScope.Parse(credential, _temporary);
        if (scope is null) return null;
        if (_scopes.Count >= MaxScopes) _scopes.Clear();
        return _scopes.GetOrAdd(credential.ToString(), scope);
    }
}
