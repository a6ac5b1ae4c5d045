using Microsoft.AspNetCore.Http.Features;

namespace Stepwell.Wire.Protocols;

/// <summary>What an answer may have to say about the call that it belongs to.</summary>
/// <param name="Operation">What was called.</param>
/// <param name="RequestId">The call's.</param>
/// <param name="Features">Of the request, for the protocols that answer in status and headers too.</param>
internal readonly record struct Call(Operation Operation, string RequestId, IFeatureCollection? Features);
