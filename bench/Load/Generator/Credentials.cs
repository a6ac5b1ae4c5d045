using System.Security.Cryptography;
using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>A key pair and the day's signing key derived from it.</summary>
internal sealed record Credentials(string KeyId, string Secret)
{
    public const string Region = "us-east-1";
    public const string Service = "states";

    /// <summary>The key that signs every request of one day.</summary>
    /// <param name="day">As in the credential scope: eight digits.</param>
    public byte[] SigningKey(string day) =>
        new[] { day, Region, Service, "aws4_request" }.Aggregate(
            Encoding.ASCII.GetBytes("AWS4" + Secret), (key, text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)));
}
