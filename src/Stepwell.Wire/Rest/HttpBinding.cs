namespace Stepwell.Wire.Rest;

/// <summary>Where one member is in HTTP.</summary>
/// <param name="location">The place.</param>
/// <param name="name">Of the label, parameter or header, or what the names of headers begin with.</param>
/// <param name="contentType">Of a payload, if it is not the usual one.</param>
/// <param name="isExact">Whether requests with another content type are refused.</param>
/// <param name="isBase64">A text that headers have in base64.</param>
public sealed class HttpBinding(
    HttpLocation location, string name, string? contentType = null, bool isExact = false, bool isBase64 = false)
{
    public const string Json = "application/json";
    public const string Events = "application/vnd.amazon.eventstream";

    public HttpLocation Location { get; } = location;

    public string Name { get; } = name;

    public bool IsBase64 { get; } = isBase64;

    public bool IsPayload => Location is >= HttpLocation.BlobPayload and <= HttpLocation.EventsPayload;

    public bool IsOfRequest => Location is HttpLocation.Label or HttpLocation.Query or HttpLocation.AllQuery;

    /// <summary>What a payload goes out as.</summary>
    public string ContentType { get; } = contentType ?? location switch
    {
        HttpLocation.BlobPayload => "application/octet-stream",
        HttpLocation.TextPayload => "text/plain",
        HttpLocation.EventsPayload => Events,
        _ => Json,
    };

    /// <summary>What a payload has to come as; null: as anything.</summary>
    public string? DemandedType => Location == HttpLocation.BlobPayload && !isExact ? null : ContentType;
}
