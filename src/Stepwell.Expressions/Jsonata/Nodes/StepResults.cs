using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Joins what a step gives for each item. Arrays are flattened, but the only one of a last step stays as it is.</summary>
/// <param name="expected">How many values there will be: at most, unless some are arrays.</param>
internal struct StepResults(bool isLast, int expected)
{
    private Value _first;
    private Items? _joined;
    private bool _hasAny;

    public void Add(in Value value)
    {
        if (value.IsUndefined) return;
        if (!_hasAny)
        {
            _first = value;
            _hasAny = true;
            return;
        }

        if (_joined is null)
        {
            _joined = new Items(isSequence: true, expected);
            _joined.AddFlat(_first);
        }

        _joined.AddFlat(value);
    }

    public readonly PathItems Finish(Evaluator evaluator)
    {
        if (!_hasAny) return new PathItems(default, IsSingle: true);
        if (_joined is not null)
        {
            evaluator.Charge(_joined.Size);
            return new PathItems(new Value(_joined), IsSingle: false);
        }

        if (!_first.IsArray) return new PathItems(_first, IsSingle: true);
        if (isLast && !_first.IsSequence) return new PathItems(_first, IsSingle: false);
        var sequence = new Items(isSequence: true);
        sequence.AddFlat(_first);
        evaluator.Charge(sequence.Size);
        return new PathItems(new Value(sequence), IsSingle: false);
    }
}
