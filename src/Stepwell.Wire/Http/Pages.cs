using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.Http;

/// <summary>The paths under <c>/_stepwell/</c>, which are ours and no AWS service's.</summary>
internal sealed class Pages
{
    public const string Prefix = "/_stepwell/";
    private readonly Dictionary<string, RequestDelegate> _pages = new() { [Prefix + "health"] = HealthAsync };

    public Pages(IReadOnlyDictionary<string, RequestDelegate> pages)
    {
        foreach (var (path, page) in pages) _pages[path] = page;
    }

    public Task AnswerAsync(Exchange exchange)
    {
        var context = new DefaultHttpContext(exchange.Features);
        var longest = "";
        foreach (var path in _pages.Keys)
            if (path.Length > longest.Length && context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)) longest = path;
        if (longest.Length > 0) return _pages[longest](context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task HealthAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var body = """{"status":"ok"}"""u8.ToArray();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
