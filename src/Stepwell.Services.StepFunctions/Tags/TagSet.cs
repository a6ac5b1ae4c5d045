using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Tags;

/// <summary>The tags of one resource, owned by its entity.</summary>
internal sealed class TagSet(IEnumerable<TagRow> rows)
{
    /// <remarks>Step Functions service quotas, "Maximum number of tags".</remarks>
    public const int MaxTags = 50;

    private readonly HashSet<string> _keys = [.. rows.Select(row => row.Key)];

    public bool HasRoomFor(IReadOnlyList<Api.Tag> added) =>
        _keys.Union(added.Select(tag => tag.Key ?? "")).Count() <= MaxTags;

    public void Add(string resourceArn, IReadOnlyList<Api.Tag> added, IActivation activation)
    {
        foreach (var tag in added)
        {
            _keys.Add(tag.Key ?? "");
            activation.Upsert(Tables.Tags, new TagRow(resourceArn, tag.Key ?? "", tag.Value ?? ""));
        }
    }

    public void Remove(string resourceArn, IReadOnlyList<string> keys, IActivation activation)
    {
        foreach (var key in keys)
            if (_keys.Remove(key))
                activation.DeleteKey(Tables.Tags, resourceArn, key);
    }

    public void Clear(string resourceArn, IActivation activation) => Remove(resourceArn, [.. _keys], activation);
}
