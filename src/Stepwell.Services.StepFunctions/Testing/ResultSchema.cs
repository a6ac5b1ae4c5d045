using System.Globalization;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>What an operation of an AWS service answers: lines of <c>models/results.zip</c>, whose form <c>models/results.py</c> describes.</summary>
/// <param name="Types">By number.</param>
/// <param name="Root">The number of the answer's type.</param>
internal sealed record ResultSchema(string[] Types, int Root)
{
    /// <summary>Null when the service has no such operation, or one that answers nothing.</summary>
    public static ResultSchema? Read(TextReader service, string operation)
    {
        int? root = null;
        while (service.ReadLine() is { Length: > 0 } line)
        {
            if (line.AsSpan().StartsWith(operation, StringComparison.Ordinal) && line[operation.Length] == '\t')
                root = Number(line.AsSpan(operation.Length + 1));
        }
        return root is { } number ? new ResultSchema(service.ReadToEnd().Split('\n'), number) : null;
    }

    public static int Number(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
