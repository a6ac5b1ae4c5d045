using System.Buffers.Text;
using System.Text;
using Stepwell.Services.StepFunctions.Executions;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>
/// Task tokens: opaque to clients, 128 random bits and the way to the task. The execution compares the whole token,
/// so nobody gets at a task by making one up.
/// </summary>
internal static class TaskTokens
{
    private const int NonceBytes = 16;

    public static string New(TaskReference reference, Action<Span<byte>> fillSecret)
    {
        var place = Encoding.UTF8.GetBytes(TaskReferences.Format(reference));
        var bytes = new byte[NonceBytes + place.Length];
        fillSecret(bytes.AsSpan(0, NonceBytes));
        place.CopyTo(bytes, NonceBytes);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string token, out TaskReference? reference)
    {
        reference = null;
        if (!Base64Url.IsValid(token))
            return false;
        var bytes = Base64Url.DecodeFromChars(token);
        return bytes.Length > NonceBytes && TaskReferences.TryParse(Encoding.UTF8.GetString(bytes.AsSpan(NonceBytes)), out reference);
    }
}
