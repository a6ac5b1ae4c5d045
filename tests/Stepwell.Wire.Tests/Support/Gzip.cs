using System.IO.Compression;
using System.Text;

namespace Stepwell.Wire.Tests.Support;

internal static class Gzip
{
    public static byte[] Pack(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
