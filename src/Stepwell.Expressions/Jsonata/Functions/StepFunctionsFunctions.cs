using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Stepwell.Expressions.Intrinsics;
using Stepwell.Expressions.Jsonata.Values;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>What Step Functions adds to JSONata in place of intrinsic functions.</summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html</remarks>
internal static class StepFunctionsFunctions
{
    private const string InvalidArgument = "D3137";

    public static IEnumerable<NativeFunction> All =>
    [
        new("partition", 2, "<a-n:a<a>>", Partition),
        new("range", 3, "<nnn:a<n>>", Range),
        new("hash", 2, "<s-s:s>", Hash),
        new("random", 1, "<n?:n>", Random),
        new("uuid", 0, "<:s>", static (in Arguments a) => a.Evaluator.Services.NewUuid().ToString()),
        new("parse", 1, "<s-:x>", Parse),
    ];

    private static Value Partition(in Arguments arguments)
    {
        if (arguments[0].IsUndefined || arguments.Number(1) is not { } number) return default;
        var size = (int)Math.Clamp(Math.Truncate(number), 0, int.MaxValue);
        if (size < 1) throw Failure("The chunk size of $partition must be a positive number");
        var result = new Items();
        Items? chunk = null;
        foreach (var item in new ValueItems(arguments[0]))
        {
            if (chunk is null || chunk.Count == size)
            {
                chunk = new Items();
                result.Add(new Value(chunk));
            }

            chunk.Add(item);
        }

        arguments.Evaluator.Charge(24L * arguments[0].Count);
        return new Value(result);
    }

    /// <summary>Both ends are included.</summary>
    private static Value Range(in Arguments arguments)
    {
        if (arguments.Number(0) is not { } first || arguments.Number(1) is not { } last || arguments.Number(2) is not { } step) return default;
        if (step == 0 || double.IsNaN(step)) throw Failure("The step of $range must not be 0");
        var count = Math.Floor((last - first) / step) + 1;
        if (!(count > 0)) return new Value(new Items());
        arguments.Evaluator.Charge((long)Math.Min(24 * count, long.MaxValue / 4));
        // One number comes out as itself. Recorded from AWS.
        var result = new Items(isSequence: count == 1, capacity: (int)count);
        for (var i = 0; i < count; i++) result.Add(first + i * step);
        return new Value(result);
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The language offers SHA-1.")]
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The language offers MD5.")]
    private static Value Hash(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text || arguments.Text(1) is not { } algorithm) return default;
        var data = Encoding.UTF8.GetBytes(text);
        var hash = algorithm switch
        {
            "MD5" => MD5.HashData(data),
            "SHA-1" => SHA1.HashData(data),
            "SHA-256" => SHA256.HashData(data),
            "SHA-384" => SHA384.HashData(data),
            "SHA-512" => SHA512.HashData(data),
            _ => throw Failure($"Unsupported hash algorithm: {algorithm}"),
        };
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>With a seed always the same number, the one that Java's generator gives.</summary>
    private static Value Random(in Arguments arguments)
    {
        if (arguments.Number(0) is not { } seed) return arguments.Evaluator.Services.Random.NextDouble();
        return new JavaRandom((long)seed).NextDouble();
    }

    private static Value Parse(in Arguments arguments)
    {
        if (arguments.Text(0) is not { } text) return default;
        // JavaScript has no text for a negative zero.
        if (JsonValue.TryParse(text, out var value, out var error))
            return value.IsNumber && value.GetDouble() == 0 ? JsonValue.Number(0) : value;
        throw Failure($"The text is not JSON: {error.Message}");
    }

    private static JsonataException Failure(string message) => new(InvalidArgument) { Detail = message };
}
