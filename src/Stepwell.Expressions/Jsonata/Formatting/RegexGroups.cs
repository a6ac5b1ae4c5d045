namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>The groups of a pattern that capture, counted by their opening parentheses.</summary>
internal sealed class RegexGroups
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private RegexGroups()
    {
    }

    public int Count { get; private set; }

    public bool HasNames => _numbers.Count > 0;

    public int? NumberOf(string name) => _numbers.TryGetValue(name, out var number) ? number : null;

    /// <exception cref="ArgumentException">Two groups have the same name.</exception>
    public static RegexGroups Of(string pattern)
    {
        var groups = new RegexGroups();
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    groups.Open(pattern.AsSpan(i + 1));
                    break;
                default:
                    break;
            }
        }

        return groups;
    }

    private void Open(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith('?'))
        {
            Count++;
        }
        else if (rest.StartsWith("?<") && rest.Length > 2 && rest[2] is not ('=' or '!'))
        {
            Count++;
            var end = rest.IndexOf('>');
            if (end > 2) _numbers.Add(rest[2..end].ToString(), Count);
        }
    }
}
