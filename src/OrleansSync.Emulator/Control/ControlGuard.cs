using System.Net;

namespace OrleansSync.Emulator.Control;

/// <summary>
/// Keeps web pages of others away from the control API, which takes no token: a page in somebody's browser can send requests to
/// loopback addresses, and a name of its own can lead there too.
/// </summary>
internal sealed class ControlGuard(IReadOnlyList<string> hosts)
{
    /// <summary>Lets a request through, or answers 403.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (!IsOurs(request.Host.Host))
        {
            return ControlEndpoints.RefuseAsync(context, 403, "forbiddenHost", $"The control API answers under loopback names only, not under '{request.Host.Host}'. Start the emulator with --control-host {request.Host.Host} to allow it.");
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var isForeign = site is "cross-site" or "same-site" || (origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
        return isForeign ? ControlEndpoints.RefuseAsync(context, 403, "crossOrigin", "The control API does not answer pages of another origin. Call it from the emulator's own page, or from outside a browser.") : next(context);
    }

    private bool IsOurs(string host)
    {
        var name = host.Trim('[', ']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address))
            || hosts.Contains("*") || hosts.Contains(host, StringComparer.OrdinalIgnoreCase);
    }
}
