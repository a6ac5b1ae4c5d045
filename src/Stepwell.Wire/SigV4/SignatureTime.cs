using System.Globalization;

namespace Stepwell.Wire.SigV4;

/// <summary>How old a signature may be: five minutes either way, or as long as a presigned one says.</summary>
internal static class SignatureTime
{
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(7);

    /// <summary>Returns null if the signature is good at this time.</summary>
    public static SignatureFailure? Check(in Signature signature, DateTimeOffset now)
    {
        if (!SigningDate.TryParse(signature.Date, out var date))
        {
            return SignatureFailure.Incomplete(
                $"Date must be in ISO-8601 'basic format'. Got '{signature.Date}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        var lifetime = signature.ExpiresSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : MaxSkew;
        if (lifetime < TimeSpan.Zero || lifetime > MaxLifetime)
            return SignatureFailure.Incomplete("X-Amz-Expires must be between 0 and 604800 seconds");
        if (now - date > lifetime)
            return SignatureFailure.Invalid(Expired(signature.Date, now, lifetime));
        return date - now > MaxSkew ? SignatureFailure.Invalid(NotYetCurrent(signature.Date, now)) : null;
    }

    private static string Expired(ReadOnlySpan<char> date, DateTimeOffset now, TimeSpan lifetime) =>
        $"Signature expired: {date} is now earlier than {SigningDate.Show(now - lifetime)} ({SigningDate.Show(now)} - {Show(lifetime)})";

    private static string NotYetCurrent(ReadOnlySpan<char> date, DateTimeOffset now) =>
        $"Signature not yet current: {date} is still later than {SigningDate.Show(now + MaxSkew)} ({SigningDate.Show(now)} + {Show(MaxSkew)})";

    private static string Show(TimeSpan span) => span.Seconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes} min.")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds} s.");
}
