namespace Stepwell.Wire.SigV4;

/// <summary>What signs under a scope for one session token. Two sessions may have the same access key id, and so the same scope.</summary>
internal sealed record SessionSigningKey(string SessionToken, DateTimeOffset Expires, byte[] Key);
