namespace Stepwell.Services.Lambda.Code;

/// <summary>The name of an entry of a zip file, which stays within the folder that it is unpacked to.</summary>
/// <param name="Name">Relative, without a slash at its ends.</param>
internal readonly record struct EntryPath(string Name, bool IsFolder)
{
    /// <summary>Of a path, and of a link's target.</summary>
    public const int MaxLength = 1_024;

    /// <summary>What file systems allow, in UTF-8; a character has at most three bytes for each of its code units.</summary>
    private const int MaxPartBytes = 255;

    /// <summary>Empty for what lies in the folder itself.</summary>
    public string Parent => Name.LastIndexOf('/') is >= 0 and var slash ? Name[..slash] : "";

    /// <returns>Null: it leads out of the folder, or nowhere.</returns>
    public static EntryPath? Parse(string text)
    {
        if (text.Length is 0 or > MaxLength || text[0] == '/' || text.Contains('\0', StringComparison.Ordinal))
            return null;
        // On Windows a colon or backslash could lead elsewhere too.
        if (OperatingSystem.IsWindows() && text.AsSpan().ContainsAny(':', '\\'))
            return null;
        var parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (parts.Any(part => part == ".." || System.Text.Encoding.UTF8.GetByteCount(part) > MaxPartBytes))
            return null;
        var isFolder = text[^1] == '/';
        // "./" is how some programs name the folder itself.
        return parts.Count == 0 ? (isFolder ? new EntryPath("", IsFolder: true) : null) : new EntryPath(string.Join('/', parts), isFolder);
    }

    /// <summary>
    /// Whether a link at this path may have that target: relative, and up no further than the folder. A step up is allowed only at its begin,
    /// where it is known what lies above; after another link nobody could tell.
    /// </summary>
    public bool Allows(string target)
    {
        if (target.Length is 0 or > MaxLength || target[0] == '/' || target.Contains('\0', StringComparison.Ordinal))
            return false;
        var depth = Name.Count(character => character == '/');
        var parts = target.Split('/').Where(part => part is not ("" or ".")).ToList();
        var ups = parts.TakeWhile(part => part == "..").Count();
        return ups <= depth && !parts.Skip(ups).Contains("..");
    }
}
