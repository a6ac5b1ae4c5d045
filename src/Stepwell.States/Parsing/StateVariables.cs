using System.Collections.Immutable;
using Stepwell.Expressions;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Visits every field of a state that may hold an expression and keeps the names of the variables it reads.</summary>
internal sealed class StateVariables
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    private StateVariables()
    {
    }

    public static ImmutableArray<string> Of(State state)
    {
        var variables = new StateVariables();
        variables.Visit(state);
        return [.. variables._names];
    }

    private void Visit(State state)
    {
        Visit(state.Flow);
        switch (state)
        {
            case TaskState task:
                Visit(task.Timeout);
                Visit(task.Heartbeat);
                Visit(task.Credentials);
                Visit(task.Errors);
                break;
            case ChoiceState choice:
                foreach (var rule in choice.Choices) Visit(rule);
                break;
            case WaitState { Duration: WaitDuration.SecondsAt at }:
                Visit(at.Expression);
                break;
            case WaitState { Duration: WaitDuration.UntilAt at }:
                Visit(at.Expression);
                break;
            case WaitState { Duration: WaitDuration.SecondsOf of }:
                Visit(of.Template);
                break;
            case WaitState { Duration: WaitDuration.UntilOf of }:
                Visit(of.Template);
                break;
            case FailState fail:
                Visit(fail.Error);
                Visit(fail.Cause);
                break;
            case ParallelState parallel:
                Visit(parallel.Errors);
                break;
            case MapState map:
                Visit(map);
                break;
        }
    }

    private void Visit(MapState map)
    {
        Visit((map.Items as ItemsField.At)?.Expression);
        Visit((map.Items as ItemsField.Jsonata)?.Template);
        Visit(map.ItemSelector);
        Visit(map.MaxConcurrency);
        Visit(map.ToleratedFailureCount);
        Visit((map.ToleratedFailurePercentage as NumberField.At)?.Expression);
        Visit((map.ToleratedFailurePercentage as NumberField.Jsonata)?.Template);
        Visit(map.Errors);
        if (map.Distributed is not { } distributed) return;
        Visit(distributed.Reader?.Arguments);
        Visit(distributed.Reader?.MaxItems);
        Visit(distributed.Batcher?.BatchInput);
        Visit(distributed.Batcher?.MaxItems);
        Visit(distributed.Batcher?.MaxBytes);
        Visit(distributed.Writer?.Arguments);
    }

    private void Visit(DataFlow flow)
    {
        if (flow is JsonataFlow jsonata)
        {
            Visit(jsonata.Arguments);
            Visit(jsonata.Output);
            Visit(jsonata.Assign);
        }

        if (flow is not JsonPathFlow paths) return;
        Visit((paths.InputPath as DataPath.At)?.Expression);
        Visit(paths.Parameters);
        Visit(paths.ResultSelector);
        Visit((paths.OutputPath as DataPath.At)?.Expression);
        Visit(paths.Assign);
    }

    private void Visit(ErrorHandling errors)
    {
        foreach (var catcher in errors.Catch)
        {
            Visit(catcher.Assign);
            Visit(catcher.Output);
        }
    }

    private void Visit(ChoiceRule rule)
    {
        Visit(rule.Condition);
        Visit(rule.Assign);
        Visit(rule.Output);
    }

    private void Visit(Condition condition)
    {
        switch (condition)
        {
            case Condition.And and:
                foreach (var operand in and.Operands) Visit(operand);
                break;
            case Condition.Or or:
                foreach (var operand in or.Operands) Visit(operand);
                break;
            case Condition.Not not:
                Visit(not.Operand);
                break;
            case Condition.Comparison comparison:
                Visit(comparison.Variable);
                Visit((comparison.Operand as Operand.At)?.Expression);
                break;
            case Condition.Jsonata jsonata:
                Visit(jsonata.Template);
                break;
        }
    }

    private void Visit(SecondsField? field)
    {
        Visit((field as SecondsField.At)?.Expression);
        Visit((field as SecondsField.Jsonata)?.Template);
    }

    private void Visit(IntegerField? field)
    {
        Visit((field as IntegerField.At)?.Expression);
        Visit((field as IntegerField.Jsonata)?.Template);
    }

    private void Visit(TextField? field)
    {
        Visit((field as TextField.At)?.Expression);
        Visit((field as TextField.Jsonata)?.Template);
    }

    private void Visit(TemplateField? field)
    {
        Visit((field as TemplateField.JsonPath)?.Template);
        Visit((field as TemplateField.Jsonata)?.Template);
    }

    private void Visit(Expression? expression) => _names.UnionWith(expression?.Variables ?? []);

    private void Visit(PayloadTemplate? template) => _names.UnionWith(template?.Variables ?? []);

    private void Visit(JsonataTemplate? template)
    {
        foreach (var name in template?.Variables ?? [])
            if (name != AssignParser.Reserved) _names.Add(name);
    }
}
