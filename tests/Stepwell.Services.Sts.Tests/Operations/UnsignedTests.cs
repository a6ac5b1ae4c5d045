using System.IO.Compression;
using System.Text;
using Stepwell.Services.Sts.Tests.Support;

namespace Stepwell.Services.Sts.Tests.Operations;

/// <summary>Queries of those who have no key yet, at a server that verifies signatures.</summary>
public sealed class UnsignedTests
{
    private const string WebIdentity = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15";
    private const string Identity = "Action=GetCallerIdentity&Version=2011-06-15";

    [Theory]
    [InlineData(WebIdentity)]
    [InlineData("Action=AssumeRoleWithSAML&Version=2011-06-15")]
    public async Task Operation_that_needs_no_signature_gets_as_far_as_to_say_that_it_is_not_there(string form)
    {
        await using var server = await Server.Start();

        var (status, body) = await server.Post(Form(form));

        Assert.Equal(400, status);
        Assert.Contains("<Code>UnknownOperationException</Code>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Identity)]
    [InlineData("Action=Nothing&Version=2011-06-15")]
    [InlineData("")]
    public async Task Everything_else_needs_one(string form)
    {
        await using var server = await Server.Start();

        var (status, body) = await server.Post(Form(form));

        Assert.Equal(403, status);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packed_form_needs_one_whatever_it_calls()
    {
        await using var server = await Server.Start();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(WebIdentity));
        var form = Form(packed.ToArray());
        form.Headers.ContentEncoding.Add("gzip");

        var (status, body) = await server.Post(form);

        Assert.Equal(403, status);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", body, StringComparison.Ordinal);
    }

    private static ByteArrayContent Form(string text) => Form(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Form(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        return content;
    }
}
