namespace Stepwell.Services.Lambda.CodeSigning;

internal readonly record struct CodeSigningArn(string Scope, string Id)
{
    /// <param name="text">It matches the model's pattern.</param>
    public static CodeSigningArn Parse(string text)
    {
        var parts = text.Split(':');
        return new CodeSigningArn($"{parts[3]}:{parts[4]}", parts[6]);
    }

    public override string ToString() => $"arn:aws:lambda:{Scope}:code-signing-config:{Id}";
}
