namespace Stepwell.Wire.Http;

/// <summary>How large the body of a request may be, as sent and when unpacked.</summary>
/// <param name="MaxBytes">Of the operation if it has a limit of its own, else of the server.</param>
/// <param name="Operation">Null: it is not known before the body is read.</param>
internal readonly record struct BodyLimit(int MaxBytes, Operation? Operation)
{
    public static BodyLimit Of(Operation? operation, int serverBytes) => new(operation?.MaxBodyBytes ?? serverBytes, operation);

    /// <remarks>Lambda's words for its own limits: github.com/motdotla/node-lambda/issues/123, pelmers/streetwarp-web/issues/14.</remarks>
    public AwsException Error() => Operation is { MaxBodyBytes: not null }
        ? CommonErrors.RequestTooLarge($"Request must be smaller than {MaxBytes} bytes for the {Operation.LimitName ?? Operation.Name} operation")
        : CommonErrors.RequestTooLarge($"The request body is larger than {MaxBytes} bytes");
}
