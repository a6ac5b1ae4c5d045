using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Where a listing goes on: a name, and a number within it if the listing has such.</summary>
internal static class ListMark
{
    public static string Format(string list, string name, long? number = null) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{list}\n{name}\n{number}")));

    /// <returns>No name: the listing begins.</returns>
    /// <exception cref="Wire.AwsException">The mark is of another listing, or none.</exception>
    public static (string? Name, long? Number) Parse(string? mark, string list)
    {
        if (string.IsNullOrEmpty(mark))
            return (null, null);
        if (!Base64Url.IsValid(mark))
            throw Invalid();
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(mark)).Split('\n');
        if (parts.Length != 3 || parts[0] != list)
            throw Invalid();
        if (parts[2].Length == 0)
            return (parts[1], null);
        return long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (parts[1], number) : throw Invalid();
    }

    private static InvalidParameterValueException Invalid() => Errors.Invalid("Invalid value for Marker.");
}
