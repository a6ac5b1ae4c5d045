using System.Globalization;
using System.Security.Cryptography;

namespace Stepwell.EndToEnd.Tests.Crashes;

/// <summary>STEPWELL_CRASH_ROUNDS says how often the server is killed, STEPWELL_CRASH_SEED what all random choices follow from.</summary>
internal sealed record CrashSettings(int Rounds, int Seed)
{
    private const int UsualRounds = 12;

    public static CrashSettings Read() => new(
        Variable("STEPWELL_CRASH_ROUNDS") ?? UsualRounds, Variable("STEPWELL_CRASH_SEED") ?? RandomNumberGenerator.GetInt32(1, 1_000_000));

    private static int? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
