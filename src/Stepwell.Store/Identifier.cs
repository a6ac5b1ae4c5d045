namespace Stepwell.Store;

/// <summary>Names of tables, columns and indexes go into SQL as they are, so only plain lower-case words are let through.</summary>
internal static class Identifier
{
    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"'{name}' is not a name of lower-case letters, digits and underscores.", nameof(name));
    }
}
