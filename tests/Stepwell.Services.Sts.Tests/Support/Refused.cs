using Amazon.SecurityToken;

namespace Stepwell.Services.Sts.Tests.Support;

/// <summary>What the SDK says of a call that must fail.</summary>
internal static class Refused
{
    public static async Task<(string Code, int Status, string Message)> As(Task call)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonSecurityTokenServiceException>(() => call);
        return (error.ErrorCode, (int)error.StatusCode, error.Message);
    }
}
