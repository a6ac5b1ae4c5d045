namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>Finds, for each <c>%</c>, the step whose context it stands for, and has that step carry it along.</summary>
internal static class ParentResolution
{
    public static JsonataException NotFound(SyntaxNode node) =>
        new("S0217", token: TypeName(node.Kind), position: node.Kind is SyntaxKind.Path or SyntaxKind.Parent ? -1 : node.Position);

    /// <summary>Hands what a part still seeks on to the node around it.</summary>
    public static void Pass(SyntaxNode part, SyntaxNode around)
    {
        if (part.SeekingParent is null && part.Kind != SyntaxKind.Parent) return;
        var slots = part.SeekingParent ?? [];
        if (part.Kind == SyntaxKind.Parent) slots.Add(part.Slot!);
        if (around.SeekingParent is null) around.SeekingParent = slots;
        else around.SeekingParent.AddRange([.. slots]);
    }

    /// <summary>Looks for what the last step of a path seeks in the steps before it.</summary>
    public static void Resolve(SyntaxNode path)
    {
        var last = path.Items[^1];
        var slots = last.SeekingParent ?? [];
        if (last.Kind == SyntaxKind.Parent) slots.Add(last.Slot!);
        foreach (var slot in slots.ToArray()) Resolve(path, slot);
    }

    /// <summary>Goes one step towards the ancestor: the step takes the slot if it is the one.</summary>
    public static void Seek(SyntaxNode step, ParentSlot slot)
    {
        switch (step.Kind)
        {
            case SyntaxKind.Name or SyntaxKind.Wildcard:
                slot.Level--;
                if (slot.Level == 0) Take(step, slot);
                break;
            case SyntaxKind.Parent:
                slot.Level++;
                break;
            case SyntaxKind.Block:
                if (step.Items.Count == 0) break;
                step.IsTuple = true;
                Seek(step.Items[^1], slot);
                break;
            case SyntaxKind.Path:
                step.IsTuple = true;
                var index = step.Items.Count - 1;
                Seek(step.Items[index--], slot);
                while (slot.Level > 0 && index >= 0) Seek(step.Items[index--], slot);
                break;
            default:
                throw NotFound(step);
        }
    }

    private static void Resolve(SyntaxNode path, ParentSlot slot)
    {
        var index = path.Items.Count - 2;
        while (slot.Level > 0)
        {
            if (index < 0)
            {
                (path.SeekingParent ??= []).Add(slot);
                break;
            }

            var step = path.Items[index--];
            // Steps in a row that bind the focus stay where they are: they count as one.
            while (index >= 0 && step.FocusVariable is not null && path.Items[index].FocusVariable is not null) step = path.Items[index--];
            Seek(step, slot);
        }
    }

    private static void Take(SyntaxNode step, ParentSlot slot)
    {
        if (step.Ancestor is not null) slot.Label = step.Ancestor.Label;
        step.Ancestor = slot;
        step.IsTuple = true;
    }

    private static string TypeName(SyntaxKind kind) => kind switch
    {
        SyntaxKind.Call => "function",
        SyntaxKind.Literal => "value",
        SyntaxKind.ArrayConstructor or SyntaxKind.ObjectConstructor or SyntaxKind.Negation => "unary",
        SyntaxKind.Default or SyntaxKind.Coalesce => "condition",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
