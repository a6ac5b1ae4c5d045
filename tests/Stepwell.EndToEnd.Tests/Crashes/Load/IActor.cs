namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>One of those who keep a server busy.</summary>
internal interface IActor
{
    /// <returns>False when the server did not answer.</returns>
    Task<bool> ActAsync();
}
