using Stepwell.Partitions;
using Stepwell.Services.Logs.Storage;

namespace Stepwell.Services.Logs.Tags;

/// <summary>The tags of one log group, owned by its entity.</summary>
internal sealed class TagSet(IEnumerable<LogTagRow> rows)
{
    /// <remarks>TagResource API reference: up to 50 tags for a resource.</remarks>
    public const int MaxTags = 50;

    private readonly HashSet<string> _keys = [.. rows.Select(row => row.Key)];

    public bool HasRoomFor(IReadOnlyDictionary<string, string> added) => _keys.Union(added.Keys).Count() <= MaxTags;

    public void Add(string resourceArn, IReadOnlyDictionary<string, string> added, IActivation activation)
    {
        foreach (var (key, value) in added)
        {
            _keys.Add(key);
            activation.Upsert(Tables.Tags, new LogTagRow(resourceArn, key, value));
        }
    }

    public void Remove(string resourceArn, IEnumerable<string> keys, IActivation activation)
    {
        foreach (var key in keys)
            if (_keys.Remove(key))
                activation.DeleteKey(Tables.Tags, resourceArn, key);
    }

    public void Clear(string resourceArn, IActivation activation) => Remove(resourceArn, [.. _keys], activation);
}
