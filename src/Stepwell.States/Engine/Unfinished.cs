using System.Collections.Immutable;

namespace Stepwell.States.Engine;

/// <summary>What an execution that did not succeed was doing when it closed: where a redrive goes on.</summary>
/// <param name="Children">As in <see cref="Execution.Children"/>.</param>
public sealed record Unfinished(Frame Root, ImmutableSortedDictionary<int, Frame> Children);

/// <summary>What a failed Parallel or Map was doing when it failed: results of branches and iterations that are done, and the others' frames.</summary>
public sealed record DroppedChildren(Pending Pending, ImmutableArray<Frame> Frames);
