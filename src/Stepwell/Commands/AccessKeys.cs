using Stepwell.Hosting;
using Stepwell.Wire.SigV4;

namespace Stepwell.Commands;

/// <summary>Access keys from the command line and from STEPWELL_ACCESS_KEYS, which keeps them out of process listings.</summary>
internal static class AccessKeys
{
    public static IReadOnlyList<AccessKey> Read(IEnumerable<string> arguments)
    {
        var configured = Environment.GetEnvironmentVariable("STEPWELL_ACCESS_KEYS")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return [.. arguments.Concat(configured).Select(Parse)];
    }

    private static AccessKey Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? new AccessKey(text[..colon], text[(colon + 1)..])
            : throw new ConfigurationException("An access key is written ID:SECRET.");
    }
}
