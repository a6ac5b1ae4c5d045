using Stepwell.Functions;
using Stepwell.Services.Sts.Keys;

namespace Stepwell.Hosting.Tests;

public sealed class FunctionKeysTests
{
    private static readonly TemporaryKeys Keys = new([1, 2, 3], bytes => bytes.Fill(4));

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/Worker")]
    [InlineData("arn:aws:iam::999999999999:role/service-role/Worker")]
    [InlineData("arn:aws-cn:iam::111122223333:role/Worker")]
    public void Function_is_a_session_of_its_role_in_its_own_account(string roleArn)
    {
        var credentials = Of(roleArn);

        var key = Keys.Find(credentials.AccessKeyId, credentials.SessionToken)!;
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Worker/resize", key.Principal.Arn);
        Assert.Equal(credentials.SecretAccessKey, key.Secret);
        Assert.InRange(credentials.Expires - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(11), TimeSpan.FromHours(12));
    }

    [Theory]
    [InlineData("")]
    [InlineData("arn:aws:iam::111122223333:user/somebody")]
    public void Function_without_a_role_gets_no_credentials(string roleArn) =>
        Assert.Contains("is not the ARN of a role", Assert.Throws<IOException>(() => Of(roleArn)).Message, StringComparison.Ordinal);

    private static FunctionCredentials Of(string roleArn) => new FunctionKeys(Keys, TimeProvider.System).Of(
        new FunctionSpec("arn:aws:lambda:us-east-1:111122223333:function:resize", "1", "r", new FunctionCode.Package("/"))
        {
            RoleArn = roleArn,
        });
}
