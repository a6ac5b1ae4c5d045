using System.Buffers.Binary;
using Stepwell.Services.Sts.Keys;

namespace Stepwell.Services.Sts.Tests.Keys;

public sealed class TemporaryKeysTests
{
    private const string Role = "arn:aws:iam::000012345678:role/a/path/Worker";
    private static readonly DateTimeOffset Expires = new(2026, 1, 1, 12, 0, 0, 500, TimeSpan.Zero);
    private readonly TemporaryKeys _keys = Of(1);

    [Fact]
    public void Key_is_found_by_its_token_with_the_secret_that_was_given()
    {
        var issued = Assume();

        var found = _keys.Find(issued.AccessKeyId, issued.SessionToken)!;

        Assert.Equal((issued.SecretAccessKey, issued.Expires), (found.Secret, found.Expires));
        Assert.Equal(
            ("000012345678", "arn:aws:sts::000012345678:assumed-role/Worker/me@home"), (found.Principal.AccountId, found.Principal.Arn));
        Assert.Matches(@"\AAROA[A-Z2-7]{17}:me@home\z", found.Principal.UserId);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), found.Expires);
        Assert.Equal(40, issued.SecretAccessKey.Length);
    }

    [Fact]
    public void Other_server_with_the_same_secret_knows_the_key()
    {
        var issued = Assume();

        Assert.Equal(issued.SecretAccessKey, Of(1).Find(issued.AccessKeyId, issued.SessionToken)!.Secret);
    }

    [Fact]
    public void Server_with_another_secret_knows_neither_the_id_nor_the_token()
    {
        var issued = Assume();

        Assert.Null(Of(2).AccountOf(issued.AccessKeyId));
        Assert.Null(Of(2).Find(issued.AccessKeyId, issued.SessionToken));
    }

    [Fact]
    public void Id_has_the_account_where_AWS_has_it()
    {
        var id = Assume().AccessKeyId;

        var bytes = new byte[10];
        Assert.Matches(@"\AASIA[A-Z2-7]{16}\z", id);
        Assert.True(Base32.TryDecode(id.AsSpan(4), bytes));
        Assert.Equal(12_345_678UL, (BinaryPrimitives.ReadUInt64BigEndian(bytes) & 0x7FFF_FFFF_FFFF_FFFF) >> 23);
        Assert.Equal("000012345678", _keys.AccountOf(id));
    }

    [Theory]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("ASIAIOSFODNN7EXAMPLE")]
    [InlineData("ASIA")]
    [InlineData("ASIAabcdefghijklmnop")]
    [InlineData("000012345678")]
    public void Id_of_another_origin_is_none(string id) => Assert.Null(_keys.AccountOf(id));

    [Fact]
    public void Token_of_another_key_is_none()
    {
        var issued = Assume();

        Assert.Null(_keys.Find(issued.AccessKeyId[..^1] + "A", issued.SessionToken));
    }

    [Fact]
    public void Token_changed_anywhere_is_none()
    {
        var issued = Assume();
        var bytes = Convert.FromBase64String(issued.SessionToken);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Null(_keys.Find(issued.AccessKeyId, Convert.ToBase64String(bytes)));
            bytes[i] ^= 1;
        }

        Assert.NotNull(_keys.Find(issued.AccessKeyId, Convert.ToBase64String(bytes)));
        Assert.All(["", "AAAA", "no base64!", issued.SessionToken[..^4]], text => Assert.Null(_keys.Find(issued.AccessKeyId, text)));
    }

    [Fact]
    public void Sessions_of_the_same_id_have_secrets_of_their_own()
    {
        var (first, second) = (Assume(), _keys.AssumeRole(Role, "other", Expires)!);

        Assert.Equal(first.AccessKeyId, second.AccessKeyId);
        Assert.NotEqual(first.SecretAccessKey, second.SecretAccessKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("arn:aws:iam::12345678:role/Worker")]
    [InlineData("arn:aws:iam::000012345678:role/")]
    [InlineData("arn:aws:iam::000012345678:user/Worker")]
    [InlineData("arn:aws:iam::000012345678:role/Wor\nker")]
    public void What_is_no_role_is_not_assumed(string arn) => Assert.Null(_keys.AssumeRole(arn, "me", Expires));

    private static TemporaryKeys Of(byte secret) => new([secret, 2, 3], bytes => bytes.Fill(0xAA));

    private IssuedKey Assume() => _keys.AssumeRole(Role, "me@home", Expires)!;
}
