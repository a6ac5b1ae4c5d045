using System.IO.Compression;

namespace Stepwell.Services.Lambda.Tests.Support;

/// <summary>Deployment packages.</summary>
internal static class Zip
{
    public const int Regular = 0x8000;
    public const int Link = 0xA000;

    /// <summary>A package with a handler, different for each text.</summary>
    public static byte[] Handler(string text = "exports.handler = async event => event") => Of(("index.js", text));

    public static byte[] Of(params (string Name, string Text)[] files) => WithModes([.. files.Select(file => (file.Name, file.Text, Regular | 0x1A4))]);

    /// <param name="files">With the mode of Unix, the type of the file included.</param>
    public static byte[] WithModes(params (string Name, string Text, int Mode)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text, mode) in files)
            {
                var entry = archive.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var writer = new StreamWriter(entry.Open());
                writer.Write(text);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A package with a file of zeros, which is small.</summary>
    public static byte[] OfZeros(long length)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var file = archive.CreateEntry("zeros").Open();
            var buffer = new byte[1 << 20];
            for (var left = length; left > 0; left -= buffer.Length)
                file.Write(buffer, 0, (int)Math.Min(buffer.Length, left));
        }
        return stream.ToArray();
    }
}
