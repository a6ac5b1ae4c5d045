using System.IO.Compression;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Code;

/// <summary>
/// Unpacks deployment packages, which may be hostile: nothing is written outside of the folder, and no more than Lambda allows. Whoever runs
/// functions can read all files; what was executable stays so.
/// </summary>
internal static class PackageFiles
{
    private const int TypeBits = 0xF000;
    private const int DirectoryType = 0x4000;
    private const int FileType = 0x8000;
    private const int LinkType = 0xA000;
    private const int ExecuteBits = 0b001_001_001;

    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="folder">Exists and is empty. After a refusal there may be anything in it.</param>
    /// <returns>The size of all files in bytes.</returns>
    /// <exception cref="InvalidParameterValueException">The package is broken, too large or tries to get out of the folder.</exception>
    public static long Unpack(Stream zip, string folder)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count == 0)
                throw Errors.Invalid("Uploaded file must be a non-empty zip");
            // What is declared may lie, but needs no unpacking to be refused.
            if (archive.Entries.Sum(entry => entry.Length) > FunctionCheck.MaxUnzippedBytes)
                throw TooLarge();
            return Unpack(archive, folder);
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or EndOfStreamException or OverflowException)
        {
            throw Broken();
        }
    }

    /// <remarks>Symbolic links come last, so that nothing is written through them.</remarks>
    private static long Unpack(ZipArchive archive, string folder)
    {
        var total = 0L;
        var folders = new HashSet<string>(StringComparer.Ordinal);
        List<(string Path, string Target)> links = [];
        Allow(folder, isExecutable: true);
        foreach (var entry in archive.Entries)
        {
            var path = EntryPath.Parse(entry.FullName) ?? throw Broken();
            switch (TypeOf(entry, path))
            {
                case DirectoryType:
                    MakeFolder(folder, path.Name, folders);
                    break;
                case FileType:
                    MakeFolder(folder, path.Parent, folders);
                    total = Write(entry, Path.Combine(folder, path.Name), total);
                    break;
                case LinkType:
                    MakeFolder(folder, path.Parent, folders);
                    var target = TargetOf(entry);
                    links.Add((Path.Combine(folder, path.Name), path.Allows(target) ? target : throw Broken()));
                    break;
                default:
                    throw Broken();
            }
        }
        foreach (var (path, target) in links)
            Link(path, target);
        return total;
    }

    private static int TypeOf(ZipArchiveEntry entry, EntryPath path)
    {
        var type = (entry.ExternalAttributes >> 16) & TypeBits;
        return path.IsFolder ? DirectoryType : type == 0 ? FileType : type;
    }

    private static long Write(ZipArchiveEntry entry, string path, long total)
    {
        if (Directory.Exists(path))
            throw Broken();
        using (var target = new FileStream(path, FileMode.Create, FileAccess.Write))
        using (var source = entry.Open())
        {
            var buffer = new byte[81_920];
            while (source.Read(buffer) is > 0 and var count)
            {
                total += count;
                if (total > FunctionCheck.MaxUnzippedBytes)
                    throw TooLarge();
                target.Write(buffer, 0, count);
            }
        }
        Allow(path, ((entry.ExternalAttributes >> 16) & ExecuteBits) != 0);
        return total;
    }

    private static string TargetOf(ZipArchiveEntry entry)
    {
        if (entry.Length > EntryPath.MaxLength)
            throw Broken();
        using var reader = new StreamReader(entry.Open());
        var buffer = new char[EntryPath.MaxLength + 1];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }

    private static void Link(string path, string target)
    {
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            throw Broken();
        File.CreateSymbolicLink(path, target);
    }

    private static void MakeFolder(string root, string name, HashSet<string> made)
    {
        if (name.Length == 0 || !made.Add(name))
            return;
        var slash = name.LastIndexOf('/');
        MakeFolder(root, slash < 0 ? "" : name[..slash], made);
        var path = Path.Combine(root, name);
        if (File.Exists(path))
            throw Broken();
        Directory.CreateDirectory(path);
        Allow(path, isExecutable: true);
    }

    /// <summary>Whatever the server's umask is.</summary>
    private static void Allow(string path, bool isExecutable)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, isExecutable ? Executable : Plain);
    }

    private static InvalidParameterValueException Broken() =>
        Errors.Invalid("Could not unzip uploaded file. Please check your file, then try to upload again.");

    private static InvalidParameterValueException TooLarge() => Errors.Invalid($"Unzipped size must be smaller than {FunctionCheck.MaxUnzippedBytes} bytes");
}
