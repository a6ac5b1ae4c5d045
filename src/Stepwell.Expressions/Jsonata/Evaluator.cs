using System.Runtime.CompilerServices;
using Stepwell.Expressions.Jsonata.Nodes;
using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;
using CallSite = Stepwell.Expressions.Jsonata.Values.CallSite;

namespace Stepwell.Expressions.Jsonata;

/// <summary>One evaluation: what it can see, the instant that it stands for, and what it has used up of its limits.</summary>
internal sealed class Evaluator
{
    /// <summary>The clock is looked at once in so many steps.</summary>
    private const int StepsPerLook = 1024;

    private const int StepsPerStackCheck = 16;

    private readonly JsonataBindings _bindings;
    private readonly JsonataLimits _limits;
    private readonly long _started;
    private int _depth;
    private int _steps;
    private long _bytes;

    public Evaluator(in JsonataScope scope, JsonataDialect dialect)
    {
        _bindings = scope.Bindings;
        _limits = scope.Limits;
        Services = scope.Services;
        Dialect = dialect;
        Root = scope.Input;
        Now = scope.Services.Time.GetUtcNow();
        _started = scope.Services.Time.GetTimestamp();
    }

    public JsonataServices Services { get; }

    public JsonataDialect Dialect { get; }

    /// <summary>The input as a whole, <c>$$</c>.</summary>
    public JsonValue Root { get; }

    /// <summary>The instant that <c>$now()</c> and <c>$millis()</c> give throughout.</summary>
    public DateTimeOffset Now { get; }

    public long MaxBytes => _limits.MaxBytes;

    public int Depth => _depth;

    /// <summary>How often a node must look whether the stack is deep enough; true when it is time.</summary>
    public bool IsStackLow => _depth % StepsPerStackCheck == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Counts a node that is about to be evaluated, inside of those not left yet.</summary>
    public void Enter()
    {
        if (++_depth > _limits.MaxDepth) throw Exceeded("nests too deep");
        Tick();
    }

    public void Leave() => _depth--;

    /// <summary>Goes back to the depth of a place that catches an error.</summary>
    public void LeaveTo(int depth) => _depth = depth;

    /// <summary>Counts a step of a loop that evaluates no node.</summary>
    public void Tick()
    {
        if (++_steps % StepsPerLook == 0) CheckTime();
    }

    /// <summary>Counts memory, before it is taken where it may be much.</summary>
    public void Charge(long bytes)
    {
        _bytes += bytes;
        if (_bytes > _limits.MaxBytes || bytes < 0) throw Exceeded("needs too much memory");
    }

    public void ChargeFor(in Value value)
    {
        if (value.Computed is Items items) Charge(items.Size);
        else if (value.IsString && value.Computed is null) Charge(64);
    }

    /// <summary>A variable that no frame binds.</summary>
    public Value Global(string name, Function? builtIn)
    {
        if (name == "$") return Root;
        if (!ReferenceEquals(_bindings, JsonataBindings.None) && _bindings.Get(name) is { IsMissing: false } bound) return bound;
        return builtIn is null ? default : new Value(builtIn);
    }

    /// <summary>Calls a function, and what it ends with calling, until there is a value.</summary>
    public Value Apply(Function? function, Value[] arguments, in CallSite site, string? token = null, int position = -1)
    {
        var result = ApplyOnce(function, arguments, site, token, position);
        while (result.Computed is TailCall next)
        {
            Tick();
            var call = next.Call;
            var procedure = call.Procedure.Evaluate(next.Input, next.Frame, this).Function;
            var name = (call.Procedure as VariableNode)?.Name;
            result = ApplyOnce(procedure, call.EvaluateArguments(next.Input, next.Frame, this), site, name, call.Procedure.Position);
        }

        return result;
    }

    /// <summary>Calls a function with those of the arguments that it takes: one always, more as its arity says.</summary>
    public Value ApplyTo(Function function, in Value first, in Value second, in Value third, in CallSite site)
    {
        Value[] arguments = function.Arity switch
        {
            >= 3 => [first, second, third],
            2 => [first, second],
            _ => [first],
        };
        return Apply(function, arguments, site with { Input = JsonValue.Null });
    }

    private static Value ApplyOnce(Function? function, Value[] arguments, in CallSite site, string? token, int position)
    {
        if (function is null) throw new JsonataException("T1006");
        try
        {
            var signature = function.Signature;
            return function.Call(signature is null ? arguments : signature.Validate(arguments, site.Input), site);
        }
        catch (JsonataException e) when (e.PassesCall(token, position))
        {
            throw;
        }
    }

    /// <summary>For what takes long in one step.</summary>
    public void CheckTime()
    {
        if (_limits.MaxTime is { } limit && Services.Time.GetElapsedTime(_started) > limit) throw Exceeded("takes too long");
    }

    private static JsonataException Exceeded(string what) => new("U1001") { Detail = what };
}
