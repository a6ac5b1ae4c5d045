using System.Text;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace SdkFunction;

/// <summary>A function that asks AWS who it is. Its client is told nothing.</summary>
public static class Caller
{
    private static readonly AmazonSecurityTokenServiceClient Client = new();

    public static async Task<Stream> Handle() => new MemoryStream(Encoding.UTF8.GetBytes(await AskAsync()));

    /// <summary>A string of JSON: the ARN of its session.</summary>
    public static async Task<string> AskAsync() => $"\"{(await Client.GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn}\"";
}
