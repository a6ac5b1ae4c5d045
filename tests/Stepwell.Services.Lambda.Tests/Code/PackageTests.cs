using System.Runtime.Versioning;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Tests.Support;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Code;

public sealed class PackageTests
{
    private const string Broken = "Could not unzip uploaded file. Please check your file, then try to upload again.";

    [Theory]
    [InlineData("../outside.js")]
    [InlineData("a/../../outside.js")]
    [InlineData("/tmp/outside.js")]
    [InlineData("..")]
    public async Task Package_that_leads_out_of_its_folder_is_refused_and_leaves_nothing(string name)
    {
        await using var server = await Server.Start();
        await Refused(server, Broken, Zip.Of(("index.js", "x"), (name, "outside")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(server.CodeFolder, "partial")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(server.CodeFolder, "packages")));
    }

    [Theory]
    [InlineData("link", "/etc/passwd")]
    [InlineData("link", "../outside")]
    [InlineData("a/link", "../../outside")]
    [InlineData("link", "a/../../outside")]
    public async Task Link_that_leads_out_of_its_folder_is_refused(string name, string target)
    {
        await using var server = await Server.Start();
        await Refused(server, Broken, Zip.WithModes((name, target, Zip.Link | 0x1FF)));
    }

    [Fact]
    public async Task Link_cannot_be_written_through()
    {
        await using var server = await Server.Start();
        await Refused(server, Broken, Zip.WithModes(("a", "b", Zip.Link | 0x1FF), ("a/file", "text", Zip.Regular | 0x1A4)));
    }

    [Fact]
    public async Task Broken_and_empty_packages_are_refused()
    {
        await using var server = await Server.Start();
        await Refused(server, Broken, [1, 2, 3]);
        await Refused(server, "Uploaded file must be a non-empty zip", []);
        await Refused(server, "Uploaded file must be a non-empty zip", Zip.Of());
        var cut = Zip.Handler(new string('x', 10_000));
        await Refused(server, Broken, cut[..(cut.Length / 2)]);
    }

    [Fact]
    public async Task Package_that_grows_beyond_the_limit_is_refused()
    {
        await using var server = await Server.Start();
        await Refused(server, "Unzipped size must be smaller than 262144000 bytes", Zip.OfZeros(262_144_001));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Files_can_be_read_by_all_and_executed_where_they_could_be()
    {
        await using var server = await Server.Start();
        var zip = Zip.WithModes(
            ("bootstrap", "#!/bin/sh", Zip.Regular | 0x1C0), ("lib/data", "text", Zip.Regular | 0x180), ("lib/link", "../bootstrap", Zip.Link | 0x1FF));
        await server.Create(Request(zip: zip));
        var target = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None);
        var folder = ((FunctionCode.Package)target.Spec.Code).Folder;
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(folder, "bootstrap")));
        Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(Path.Combine(folder, "lib", "data")));
        Assert.Equal("#!/bin/sh", await File.ReadAllTextAsync(Path.Combine(folder, "lib", "link"), CancellationToken.None));
    }

    [Fact]
    public async Task Package_stays_while_a_version_uses_it_and_goes_some_time_after()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        await server.UpdateCode(Zip.Handler("other"));
        Assert.Equal(2, Packages(server));

        Sweep(server);
        Assert.Equal(2, Packages(server));
        await server.Delete(qualifier: "1");
        server.Service.SweepCode();
        Assert.Equal(2, Packages(server));
        Sweep(server);
        Assert.Equal(1, Packages(server));
        await server.Delete();
        Sweep(server);
        Sweep(server);
        Assert.Equal(0, Packages(server));
    }

    [Fact]
    public async Task Unpacked_package_that_was_lost_is_made_anew()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Restart();
        foreach (var folder in Directory.EnumerateDirectories(server.CodeFolder, "unpacked-*"))
            Directory.Delete(folder, recursive: true);
        var target = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(((FunctionCode.Package)target.Spec.Code).Folder, "index.js")));
    }

    private static Task Refused(Server server, string message, byte[] zip) =>
        Refuses("InvalidParameterValueException", message, () => server.Create(Request(zip: zip)));

    private static int Packages(Server server) => Directory.GetFiles(Path.Combine(server.CodeFolder, "packages")).Length;

    private static void Sweep(Server server)
    {
        server.Clock.Advance(TimeSpan.FromHours(2));
        server.Service.SweepCode();
    }
}
