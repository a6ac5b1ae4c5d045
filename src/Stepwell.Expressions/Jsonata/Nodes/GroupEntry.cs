using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>What has come together under one key, and which pair made the key.</summary>
internal sealed class GroupEntry(int pair, in Value first)
{
    private bool _isOwn;

    public int Pair { get; } = pair;

    public Value Data { get; private set; } = first;

    public void Add(in Value item)
    {
        if (item.IsUndefined) return;
        if (!_isOwn)
        {
            var joined = new Items();
            if (!Data.IsUndefined) Append.Into(joined, Data);
            Data = new Value(joined);
            _isOwn = true;
        }

        Append.Into((Items)Data.Computed!, item);
    }
}
