using System.Text.Json;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>What the server said: the status and the JSON body.</summary>
internal sealed record Answer(int Status, JsonElement Body)
{
    public bool IsSuccess => Status < 300;

    /// <summary>The name of the error without its namespace; null for a success.</summary>
    public string? Error => IsSuccess ? null : Body.GetProperty("__type").GetString()!.Split('#')[^1];

    public string? Message => Body.TryGetProperty("message", out var message) ? message.GetString() : null;

    public string Text(string member) => Body.GetProperty(member).GetString()!;
}
