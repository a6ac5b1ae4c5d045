using Stepwell.Services.Sts.Storage;
using Stepwell.Store;
using Stepwell.Testing;

namespace Stepwell.Services.Sts.Tests.Storage;

public sealed class ServerSecretTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());

    public void Dispose() => TestStore.Delete(_directory);

    [Fact]
    public async Task Secret_is_made_once_and_stays_with_the_store()
    {
        var first = await Read(bytes => bytes.Fill(3));
        var second = await Read(_ => Assert.Fail("It is there already."));

        Assert.Equal(32, first.Length);
        Assert.Equal(first, second);
    }

    private async Task<byte[]> Read(Action<Span<byte>> fill)
    {
        using var store = TestStore.Open(_directory, new StoreSchema(Tables.All));
        return (await ServerSecret.Of(store, fill)).ToArray();
    }
}
